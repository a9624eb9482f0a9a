using System.Globalization;
using System.Numerics;

namespace Stoa.Rego.Builtins;

/// <summary>A number as 0.digits × 10^point. Zero has no digits and its point at 0.</summary>
/// <param name="Text">The digits, the first and the last not zero.</param>
/// <param name="Point">How many digits stand before the decimal point.</param>
internal readonly record struct DecimalDigits(string Text, int Point)
{
    /// <summary>The fewest digits that tell a number from all others.</summary>
    public static DecimalDigits Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 16; digits++)
        {
            var candidate = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture).Equals(value))
            {
                text = candidate;
                break;
            }
        }

        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        return Trimmed(text[..exponentAt].Replace(".", "", StringComparison.Ordinal), int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture) + 1);
    }

    /// <summary>All digits.</summary>
    public static DecimalDigits Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1L << 52) - 1);
        mantissa += exponent == 0 ? 0 : 1L << 52;
        exponent = Math.Max(exponent, 1) - 1075;
        var integer = exponent >= 0 ? (BigInteger)mantissa << exponent : mantissa * BigInteger.Pow(5, -exponent);
        var text = integer.ToString(CultureInfo.InvariantCulture);
        return Trimmed(text, text.Length + Math.Min(exponent, 0));
    }

    /// <summary>The number with no more than that many digits, halves to even.</summary>
    public DecimalDigits Round(int count)
    {
        if (count >= Text.Length)
        {
            return this;
        }

        if (count < 0)
        {
            return default(DecimalDigits) with { Text = "" };
        }

        var kept = Text.AsSpan(0, count);
        var half = Text[count] == '5' && Text.Length == count + 1;
        var up = half ? count > 0 && (kept[^1] - '0') % 2 == 1 : Text[count] >= '5';
        return up ? Increment(kept, Point) : Trimmed(kept.ToString(), Point);
    }

    private static DecimalDigits Increment(ReadOnlySpan<char> digits, int point)
    {
        var last = digits.TrimEnd('9');
        return last.Length == 0
            ? new DecimalDigits("1", point + 1)
            : new DecimalDigits(string.Concat(last[..^1], ((char)(last[^1] + 1)).ToString()), point);
    }

    private static DecimalDigits Trimmed(string digits, int point)
    {
        var significant = digits.TrimStart('0');
        point -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? new DecimalDigits("", 0) : new DecimalDigits(significant, point);
    }
}
