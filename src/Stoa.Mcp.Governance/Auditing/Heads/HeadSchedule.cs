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

    /// <summary>Whether a head is due now, or would be with so many lines more.</summary>
    public bool IsDue(int more = 0) =>
        Uncovered + more > 0 && (Uncovered + more >= MostLines || (Uncovered > 0 && _time.GetElapsedTime(_since) >= Longest));

    /// <summary>Lines were written.</summary>
    public void Wrote(int lines)
    {
        if (lines > 0 && Uncovered == 0)
        {
            _since = _time.GetTimestamp();
            _timer.Change(Longest, Timeout.InfiniteTimeSpan);
        }

        Uncovered += lines;
    }

    /// <summary>A head was written.</summary>
    public void Covered() => Uncovered = 0;

    public void Dispose() => _timer.Dispose();
}
