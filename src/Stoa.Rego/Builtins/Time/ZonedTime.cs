namespace Stoa.Rego.Builtins;

/// <summary>An instant and a place.</summary>
/// <param name="Seconds">Since 1970-01-01T00:00:00Z.</param>
/// <param name="Nanosecond">Of the second.</param>
/// <param name="Zone">The place's time zone.</param>
internal readonly record struct ZonedTime(long Seconds, int Nanosecond, Zone Zone)
{
    private const int NanosecondsPerSecond = 1_000_000_000;

    public ZoneOffset Offset => Zone.At(Seconds);

    public CivilTime Civil => CivilTime.Of(Seconds + Offset.Seconds, Nanosecond);

    public static ZonedTime OfNanoseconds(long nanoseconds, Zone zone)
    {
        var seconds = Math.DivRem(nanoseconds, NanosecondsPerSecond, out var rest);
        return rest < 0 ? new ZonedTime(seconds - 1, (int)rest + NanosecondsPerSecond, zone) : new ZonedTime(seconds, (int)rest, zone);
    }

    /// <summary>The nanoseconds since 1970-01-01T00:00:00Z, where 64 bits hold them.</summary>
    public static RegoValue Nanoseconds(Int128 seconds, int nanosecond)
    {
        // So far out that the product would overflow, it is out of range anyway.
        if (Int128.Abs(seconds) < 1L << 40)
        {
            var nanoseconds = (seconds * NanosecondsPerSecond) + nanosecond;
            if (nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue)
            {
                return RegoNumber.Of((long)nanoseconds);
            }
        }

        throw new BuiltinFailure("time outside of valid range");
    }
}
