namespace Stoa.Mcp.Governance.Auditing.Heads;

/// <summary>When the next head is due: after so many lines, or so long after the first line that no head covers.</summary>
internal sealed class HeadSchedule : IDisposable
{
    /// <summary>Lines after which a head follows at the latest.</summary>
    public const int MostLines = 1000;

    /// <summary>Time after which a head follows at the latest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _since;

    /// <param name="time">Clock.</param>
    /// <param name="wake">Wakes the writer where a head is due and nothing else does.</param>
    public HeadSchedule(TimeProvider time, Action wake)
    {
        _time = time;
        _timer = time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lines that no head covers.</summary>
    public int Uncovered { get; private set; }

    /// <summary>Whether the first of them has waited long enough.</summary>
    public bool IsDue => Uncovered > 0 && _time.GetElapsedTime(_since) >= Longest;

    /// <summary>Lines were written.</summary>
    /// <param name="headAmong">Whether a head is among them.</param>
    /// <param name="uncovered">Lines behind the last head.</param>
    public void Wrote(bool headAmong, int uncovered)
    {
        if (uncovered > 0 && (headAmong || Uncovered == 0))
        {
            _since = _time.GetTimestamp();
            _timer.Change(Longest, Timeout.InfiniteTimeSpan);
        }

        Uncovered = uncovered;
    }

    public void Dispose() => _timer.Dispose();
}
