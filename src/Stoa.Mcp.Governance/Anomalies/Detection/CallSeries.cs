namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>The calls of one agent of one tenant to one tool: what is usual, and how far above it they are. Times are milliseconds since 1970.</summary>
internal sealed class CallSeries
{
    /// <summary>Entries of calls that end together may be a little out of order; beyond this the clock was set back.</summary>
    private const long MostDisorder = 1000;

    /// <summary>A series that was silent for so long begins anew.</summary>
    private const long MostSilence = 30L * 24 * 60 * 60 * 1000;

    private long _slotEnd;
    private int _slotCalls;
    private bool _slotIsPartial = true;
    private double _sum;

    public CallSeries(SeriesKey key, long now)
        : this(key, now, new DailyProfile(), 0)
    {
    }

    public CallSeries(SeriesKey key, long now, DailyProfile profile, int slotsLearned)
    {
        Key = key;
        Profile = profile;
        SlotsLearned = slotsLearned;
        GoOnAt(now);
    }

    public SeriesKey Key { get; }

    public DailyProfile Profile { get; private set; }

    /// <summary>Whole slots that were learned from.</summary>
    public int SlotsLearned { get; private set; }

    /// <summary>How far time was followed.</summary>
    public long At { get; private set; }

    /// <summary>When the rise under test began: the sum was 0 until then.</summary>
    public long RiseBegan { get; private set; }

    /// <summary>Calls since then.</summary>
    public int RiseCalls { get; private set; }

    /// <summary>Most units that one call was charged: what a limit in calls is in units.</summary>
    public int Cost { get; set; } = 1;

    /// <summary>The anomaly it is in, or null.</summary>
    public Episode? Episode { get; set; }

    /// <summary>A call. Whether it makes a rise that is one.</summary>
    public bool Count(long now, RiseTest test, int slotsToLearn)
    {
        AdvanceTo(now, test);
        _slotCalls++;
        if (SlotsLearned < slotsToLearn)
        {
            return false;
        }

        if (_sum == 0)
        {
            (RiseBegan, RiseCalls) = (At, 0);
        }

        RiseCalls++;
        _sum += test.Step;
        var bar = test.Bar(Profile.Mean, Profile.Expected(At));
        if (_sum < bar / 2)
        {
            return false;
        }

        if (Episode is { } episode)
        {
            // No higher than the bar, so that the end of a long rise is seen as soon as that of a short one.
            _sum = Math.Min(_sum, bar);
            (episode.LastExcess, episode.Calls) = (At, episode.Calls + 1);
            return false;
        }

        return _sum >= bar && RiseCalls >= test.LeastCalls;
    }

    /// <summary>Time passes: silence counts too.</summary>
    public void AdvanceTo(long now, RiseTest test)
    {
        if (now < At)
        {
            if (At - now > MostDisorder)
            {
                GoOnAt(now);
            }

            return;
        }

        if (now - At > MostSilence)
        {
            (Profile, SlotsLearned) = (new DailyProfile(), 0);
            GoOnAt(now);
            return;
        }

        while (_slotEnd <= now)
        {
            Lower(_slotEnd, test);
            EndSlot();
        }

        Lower(now, test);
    }

    /// <summary>Nothing is known of the time until <paramref name="now"/>: it was no silence.</summary>
    public void GoOnAt(long now)
    {
        (At, _sum, _slotCalls, _slotIsPartial) = (now, 0, 0, true);
        _slotEnd = ((now / DailyProfile.SlotMilliseconds) + 1) * DailyProfile.SlotMilliseconds;
    }

    /// <summary>What happens from now on, in this slot already, is not what is usual.</summary>
    public void Begin(Episode episode) => (Episode, _slotIsPartial) = (episode, true);

    private void Lower(long to, RiseTest test)
    {
        if (_sum > 0)
        {
            var expected = Profile.Highest((At + to) / 2) * (to - At) / 1000.0;
            _sum = Math.Max(0, _sum - ((test.Ratio - 1) * expected));
        }

        At = to;
    }

    private void EndSlot()
    {
        var unusual = Episode is { Acknowledged: false };
        if (!_slotIsPartial && !unusual)
        {
            Profile.Learn(DailyProfile.SlotOf(_slotEnd - 1), _slotCalls);
            SlotsLearned++;
        }

        (_slotCalls, _slotIsPartial) = (0, unusual);
        _slotEnd += DailyProfile.SlotMilliseconds;
    }
}
