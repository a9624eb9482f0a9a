using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>Follows every series and keeps its anomalies. Safe on any thread; what changes is told to the caller, who reports it.</summary>
internal sealed class AnomalyDetector(IOptions<AnomalyOptions> options, TimeProvider time)
{
    /// <summary>Older than this, an excess is history: a trail that is followed for the first time is learned from and alarms nobody.</summary>
    private static readonly TimeSpan History = TimeSpan.FromMinutes(10);

    private readonly AnomalyOptions _options = options.Value;
    private readonly RiseTest _test = new(options.Value.Ratio, options.Value.LeastCalls);
    private readonly int _slotsToLearn = (int)Math.Ceiling(options.Value.LearnFor.TotalMilliseconds / DailyProfile.SlotMilliseconds);
    private readonly SeriesTable _table = new(options.Value.MaxSeries);
    private readonly List<CallSeries> _open = [];
    private readonly Lock _gate = new();
    private bool _goOn;

    /// <summary>The last line of the trail that was counted.</summary>
    public long Sequence { get; private set; }

    /// <summary>Told anomalies that are not closed, oldest first.</summary>
    public IReadOnlyList<Anomaly> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _open.Where(series => series.Episode!.Told).Select(series => Describe(series, StateOf(series.Episode!), series.Episode!.Noticed))];
            }
        }
    }

    /// <summary>A line of the trail, with the attempt that it ends, if any.</summary>
    public void Follow(long sequence, Attempt? attempt, List<Anomaly> changes)
    {
        lock (_gate)
        {
            if (sequence <= Sequence)
            {
                return;
            }

            Sequence = sequence;
            if (attempt is { } some)
            {
                GoOn(some.Time);
                Count(some, changes);
            }
        }
    }

    /// <summary>Closes anomalies whose rate has been usual for a while, by the clock: an agent that fell silent is seen too.</summary>
    public void Close(List<Anomaly> changes)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var series in _open.FindAll(series => IsOver(series, now)))
            {
                Close(series, now, changes);
            }
        }
    }

    /// <summary>Somebody knows; null where there is no such anomaly.</summary>
    public Anomaly? Acknowledge(string id, string? by)
    {
        lock (_gate)
        {
            if (_open.Find(series => series.Episode!.Id == id) is not { Episode: { Told: true, Acknowledged: false } episode } series)
            {
                return null;
            }

            episode.Acknowledged = true;
            return Describe(series, AnomalyState.Acknowledged, time.GetUtcNow().ToUnixTimeMilliseconds()) with { By = by };
        }
    }

    /// <summary>The trail has the begin of this anomaly.</summary>
    public void Recorded(string id)
    {
        lock (_gate)
        {
            if (_open.Find(series => series.Episode!.Id == id) is { Episode: { } episode })
            {
                episode.Recorded = true;
            }
        }
    }

    /// <summary>Gives what is known, the most recent series first, while nothing changes it.</summary>
    public T Read<T>(Func<long, IEnumerable<CallSeries>, T> read)
    {
        lock (_gate)
        {
            return read(Sequence, _table.All);
        }
    }

    /// <summary>Takes what was known before a restart; changes that the trail lacks are told again.</summary>
    public void Restore(long sequence, IReadOnlyList<CallSeries> series, List<Anomaly> changes)
    {
        lock (_gate)
        {
            (Sequence, _goOn) = (sequence, true);
            foreach (var one in series.Take(_options.MaxSeries).Reverse())
            {
                _table.Add(one);
                if (one.Episode is { } episode)
                {
                    _open.Add(one);
                    if (episode is { Told: true, Recorded: false })
                    {
                        changes.Add(Describe(one, AnomalyState.Opened, episode.Noticed));
                    }
                }
            }

            _open.Sort((a, b) => a.Episode!.Noticed.CompareTo(b.Episode!.Noticed));
        }
    }

    /// <summary>Between the end of one process and the first call of the next nothing was counted: that is no silence.</summary>
    private void GoOn(long now)
    {
        if (_goOn)
        {
            _goOn = false;
            foreach (var series in _table.All)
            {
                series.GoOnAt(now);
            }
        }
    }

    private void Count(in Attempt attempt, List<Anomaly> changes)
    {
        var series = _table.Find(attempt.Series)
            ?? (attempt.Allowed ? Add(attempt.Series, attempt.Time, changes) : _table.Find(attempt.OfMethod) ?? Add(attempt.OfMethod, attempt.Time, changes));
        series.Cost = Math.Max(series.Cost, attempt.Cost);
        if (IsOver(series, attempt.Time))
        {
            Close(series, attempt.Time, changes);
        }

        if (series.Count(attempt.Time, _test, _slotsToLearn))
        {
            series.Begin(Episodes.Begin(series, _options.LimitTo));
            _open.Add(series);
        }

        Tell(series, changes);
    }

    private void Tell(CallSeries series, List<Anomaly> changes)
    {
        if (series.Episode is { Told: false } episode && episode.LastExcess == series.At
            && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(series.At) <= History)
        {
            episode.Told = true;
            changes.Add(Describe(series, AnomalyState.Opened, series.At));
        }
    }

    private bool IsOver(CallSeries series, long now) =>
        series.Episode is { } episode && now - episode.LastExcess >= _options.CloseAfter.TotalMilliseconds;

    private static AnomalyState StateOf(Episode episode) => episode.Acknowledged ? AnomalyState.Acknowledged : AnomalyState.Opened;

    private static Anomaly Describe(CallSeries series, AnomalyState state, long at) => Episodes.Describe(series.Key, series.Episode!, state, at);

    private CallSeries Add(in SeriesKey key, long now, List<Anomaly> changes)
    {
        var series = new CallSeries(key, now);
        if (_table.Add(series) is { Episode: not null } gone)
        {
            Close(gone, now, changes);
        }

        return series;
    }

    private void Close(CallSeries series, long now, List<Anomaly> changes)
    {
        _open.Remove(series);
        if (series.Episode!.Told)
        {
            changes.Add(Describe(series, AnomalyState.Closed, now));
        }

        series.Episode = null;
    }
}
