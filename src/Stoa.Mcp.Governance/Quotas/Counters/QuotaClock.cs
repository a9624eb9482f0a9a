namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>
/// The time that quotas count by: the provider's monotonic timestamp. The wall clock is never read, so setting it forward fills no
/// quota and setting it back locks none.
/// </summary>
internal sealed class QuotaClock(TimeProvider time)
{
    private readonly long _frequency = time.TimestampFrequency;

    public long Now => time.GetTimestamp();

    /// <summary>The span in timestamp units, rounded up.</summary>
    public long Units(TimeSpan span) => (long)CeilingDivide((Int128)span.Ticks * _frequency, TimeSpan.TicksPerSecond);

    /// <summary>Timestamp units as a span, rounded up: who waits that long has waited enough.</summary>
    public TimeSpan Span(long units) => TimeSpan.FromTicks((long)CeilingDivide((Int128)units * TimeSpan.TicksPerSecond, _frequency));

    private static Int128 CeilingDivide(Int128 dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
