namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Counts refusals per source and second. A few of each second are let through in full, the others are counted, and every count is
/// handed out once. Sources beyond the bound share the source <c>other</c>, so a flood from many addresses stays bounded too.
/// </summary>
internal sealed class RefusalBook : IDisposable
{
    /// <summary>Most sources with a count of their own at one time.</summary>
    public const int MostSources = 256;

    /// <summary>The source of all refusals beyond <see cref="MostSources"/>.</summary>
    public const string OtherSources = "other";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private readonly int _fullPerSecond;
    private readonly TimeProvider _time;
    private readonly Func<string, long, DateTimeOffset, bool> _summarize;
    private readonly ITimer _timer;
    private bool _ticking;

    /// <param name="fullPerSecond">Refusals of a source and second that are recorded in full.</param>
    /// <param name="time">Clock.</param>
    /// <param name="summarize">Records source, count and second; false where it cannot now, and is asked again. Must not throw.</param>
    public RefusalBook(int fullPerSecond, TimeProvider time, Func<string, long, DateTimeOffset, bool> summarize)
    {
        _fullPerSecond = fullPerSecond;
        _time = time;
        _summarize = summarize;
        _timer = time.CreateTimer(_ => OnTick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts a refusal of <paramref name="source"/>: records it in full by <paramref name="record"/>, or adds it to the source's count.</summary>
    public void Add(string source, Func<bool> record)
    {
        lock (_gate)
        {
            var window = WindowOf(source);
            if (window.Full < _fullPerSecond && record())
            {
                window.Full++;
            }
            else
            {
                window.Counted++;
            }

            StartTicking();
        }
    }

    /// <summary>Hands out every count, whatever the time.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            CloseUntil(DateTimeOffset.MaxValue);
        }
    }

    public void Dispose() => _timer.Dispose();

    private Window WindowOf(string source)
    {
        var second = Second();
        if (!_windows.TryGetValue(source, out var window))
        {
            // The next tick makes room again.
            source = _windows.Count < MostSources ? source : OtherSources;
            window = _windows.GetValueOrDefault(source) ?? (_windows[source] = new Window { Second = second });
        }

        if (window.Second != second)
        {
            HandOut(source, window);
            window.Second = second;
            window.Full = 0;
        }

        return window;
    }

    private void OnTick()
    {
        lock (_gate)
        {
            _ticking = false;
            CloseUntil(Second());
            if (_windows.Count > 0)
            {
                StartTicking();
            }
        }
    }

    private void CloseUntil(DateTimeOffset second)
    {
        foreach (var (source, window) in _windows)
        {
            if (window.Second < second && HandOut(source, window))
            {
                _windows.Remove(source);
            }
        }
    }

    /// <summary>A count that cannot be recorded now stays, and grows, until it can: it is late, never wrong.</summary>
    private bool HandOut(string source, Window window)
    {
        if (window.Counted == 0 || _summarize(source, window.Counted, window.Second))
        {
            window.Counted = 0;
            return true;
        }

        return false;
    }

    private void StartTicking()
    {
        if (!_ticking)
        {
            _ticking = true;
            _timer.Change(Tick, Timeout.InfiniteTimeSpan);
        }
    }

    private DateTimeOffset Second()
    {
        var now = _time.GetUtcNow();
        return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private sealed class Window
    {
        public DateTimeOffset Second { get; set; }

        public int Full { get; set; }

        public long Counted { get; set; }
    }
}
