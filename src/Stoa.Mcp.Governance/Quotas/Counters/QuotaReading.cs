namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>A counter at one moment, times in units of <see cref="QuotaClock"/>.</summary>
/// <param name="Capacity">Most units that can be left.</param>
/// <param name="Remaining">Whole units left.</param>
/// <param name="ResetUnits">Time until units come back; 0 when none is out.</param>
/// <param name="RetryUnits">Time until there is room; 0 when there is, <see cref="Never"/> when more is asked than fits.</param>
internal readonly record struct QuotaReading(long Capacity, long Remaining, long ResetUnits, long RetryUnits)
{
    public const long Never = long.MaxValue;

    public double RemainingRatio => (double)Remaining / Capacity;
}
