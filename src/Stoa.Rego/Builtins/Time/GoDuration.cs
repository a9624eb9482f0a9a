using System.Buffers;

namespace Stoa.Rego.Builtins;

/// <summary>Durations as Go writes them: <c>1h15m30.918s</c>.</summary>
internal static class GoDuration
{
    // Larger than any part that still fits, with room to multiply by the longest unit.
    private static readonly Int128 Limit = (Int128)1 << 80;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    /// <summary>The nanoseconds of a duration. Null where there is a fault, which is then told.</summary>
    public static long? Parse(string text, out string? fault)
    {
        fault = $"time: invalid duration {RegoString.Of(text)}";
        var negative = text is ['-', ..];
        var rest = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        if (rest is "0")
        {
            return 0;
        }

        Int128 total = 0;
        for (var first = true; first || rest.Length > 0; first = false)
        {
            var whole = TakeDigits(ref rest);
            ReadOnlySpan<char> fraction = [];
            if (rest is ['.', ..])
            {
                rest = rest[1..];
                fraction = TakeDigits(ref rest);
            }

            if (whole.Length + fraction.Length == 0)
            {
                return null;
            }

            var length = rest.IndexOfAny(NumberCharacters);
            var unit = length < 0 ? rest : rest[..length];
            rest = rest[unit.Length..];
            if (Unit(unit) is not { } nanoseconds)
            {
                fault = unit.Length == 0
                    ? $"time: missing unit in duration {RegoString.Of(text)}"
                    : $"time: unknown unit {RegoString.Of(unit.ToString())} in duration {RegoString.Of(text)}";
                return null;
            }

            if (Number(whole) is not { } count)
            {
                return null;
            }

            total += (count * nanoseconds) + Fraction(fraction, nanoseconds);
            if (total > (Int128)long.MaxValue + 1)
            {
                return null;
            }
        }

        total = negative ? -total : total;
        if (total > long.MaxValue)
        {
            return null;
        }

        fault = null;
        return (long)total;
    }

    private static long? Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => null,
    };

    private static Int128? Number(ReadOnlySpan<char> digits)
    {
        Int128 value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
            if (value > Limit)
            {
                return null;
            }
        }

        return value;
    }

    // Digits beyond what counts are dropped.
    private static Int128 Fraction(ReadOnlySpan<char> digits, long unit)
    {
        Int128 value = 0;
        Int128 scale = 1;
        foreach (var digit in digits[..Math.Min(digits.Length, 18)])
        {
            value = (value * 10) + (digit - '0');
            scale *= 10;
        }

        return value * unit / scale;
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }
}
