using System.Numerics;

namespace Stoa.Rego;

/// <summary>
/// Arithmetic as Rego defines it: exact on integers of any size and on decimals of up to 19 digits; beyond, and where a division does not
/// come out even, rounded to a 64-bit mantissa and written as the shortest decimal that reads back, as OPA does.
/// </summary>
internal static class RegoArithmetic
{
    private const int MantissaBits = 64;
    private const int ExactDigits = 19;

    public static RegoNumber Add(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y))
        {
            var sum = unchecked(x + y);
            return ((x ^ sum) & (y ^ sum)) >= 0 ? RegoNumber.Of(sum) : RegoNumber.Of((BigInteger)x + y);
        }

        return AddExact(left.Exact, right.Exact, 1);
    }

    public static RegoNumber Subtract(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y))
        {
            var difference = unchecked(x - y);
            return ((x ^ y) & (x ^ difference)) >= 0 ? RegoNumber.Of(difference) : RegoNumber.Of((BigInteger)x - y);
        }

        return AddExact(left.Exact, right.Exact, -1);
    }

    public static RegoNumber Multiply(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y))
        {
            return RegoNumber.Of((BigInteger)x * y);
        }

        return Settle(left.Exact.Digits * right.Exact.Digits, left.Exact.Exponent + right.Exact.Exponent);
    }

    /// <summary>Divides. Null where the divisor is zero.</summary>
    public static RegoNumber? Divide(RegoNumber left, RegoNumber right)
    {
        if (right.Exact.IsZero)
        {
            return null;
        }

        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y) && y != -1 && x % y == 0)
        {
            return RegoNumber.Of(x / y);
        }

        var (numerator, denominator) = Ratio(left.Exact, right.Exact);
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        return remainder.IsZero ? RegoNumber.Of(quotient) : RegoNumber.Of(Rounded(numerator, denominator));
    }

    /// <summary>The remainder with the sign of the dividend. Both operands are integers, the divisor is not zero.</summary>
    public static RegoNumber Remainder(BigInteger left, BigInteger right) => RegoNumber.Of(BigInteger.Remainder(left, right));

    /// <summary>Rounds to an integer, halves away from zero.</summary>
    public static RegoNumber Round(RegoNumber value) => ToInteger(value, (floor, exact) =>
    {
        var twice = AddExact(AddExact(exact, exact, 1).Exact, ExactDecimal.Of((2 * floor) + 1), -1).Exact.Sign;
        return twice > 0 || (twice == 0 && exact.Sign > 0) ? floor + 1 : floor;
    });

    /// <summary>The least integer that is not below the value.</summary>
    public static RegoNumber Ceiling(RegoNumber value) => ToInteger(value, (floor, _) => floor + 1);

    /// <summary>The greatest integer that is not above the value.</summary>
    public static RegoNumber Floor(RegoNumber value) => ToInteger(value, (floor, _) => floor);

    /// <summary>The value without its sign.</summary>
    public static RegoNumber Abs(RegoNumber value) =>
        value.Exact.Sign >= 0 ? value : RegoNumber.Of(ExactDecimal.Of(-value.Exact.Digits, value.Exact.Exponent));

    /// <summary>The shortest decimal that reads back as the nearest binary number of 64 bits to a ratio.</summary>
    internal static ExactDecimal Rounded(BigInteger numerator, BigInteger denominator)
    {
        var negative = numerator.Sign < 0;
        numerator = BigInteger.Abs(numerator);
        var shift = MantissaBits - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        var mantissa = RoundedQuotient(numerator, denominator, shift);
        if (mantissa.GetBitLength() > MantissaBits)
        {
            shift--;
            mantissa = RoundedQuotient(numerator, denominator, shift);
        }

        var digits = ShortestDecimal(mantissa, shift);
        return negative ? ExactDecimal.Of(-digits.Digits, digits.Exponent) : digits;
    }

    private static RegoNumber AddExact(ExactDecimal left, ExactDecimal right, int sign)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        var x = left.Digits * BigInteger.Pow(10, left.Exponent - exponent);
        var y = right.Digits * BigInteger.Pow(10, right.Exponent - exponent);
        return Settle(x + (sign * y), exponent);
    }

    private static RegoNumber Settle(BigInteger digits, int exponent)
    {
        var exact = ExactDecimal.Of(digits, exponent);
        if (exact.IsInteger || BigInteger.Abs(exact.Digits) < BigInteger.Pow(10, ExactDigits))
        {
            return RegoNumber.Of(exact);
        }

        return RegoNumber.Of(Rounded(exact.Digits, BigInteger.Pow(10, -exact.Exponent)));
    }

    private static (BigInteger Numerator, BigInteger Denominator) Ratio(ExactDecimal left, ExactDecimal right)
    {
        var shift = left.Exponent - right.Exponent;
        var numerator = shift > 0 ? left.Digits * BigInteger.Pow(10, shift) : left.Digits;
        var denominator = shift < 0 ? right.Digits * BigInteger.Pow(10, -shift) : right.Digits;
        return denominator.Sign < 0 ? (-numerator, -denominator) : (numerator, denominator);
    }

    // numerator × 2^shift / denominator, rounded to even.
    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator, int shift)
    {
        numerator = shift > 0 ? numerator << shift : numerator;
        denominator = shift < 0 ? denominator << -shift : denominator;
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        var half = (remainder << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    // The shortest decimal within half a unit of mantissa / 2^shift.
    private static ExactDecimal ShortestDecimal(BigInteger mantissa, int shift)
    {
        // In units of 2^-(shift + 1), so that half a unit of the mantissa is whole.
        var value = mantissa << 1;
        var scale = shift + 1;
        for (var digits = 1; ; digits++)
        {
            var magnitude = (int)Math.Floor(BigInteger.Log10(mantissa) - (shift * Math.Log10(2))) + 1;
            for (var exponent = magnitude - digits - 1; exponent <= magnitude - digits + 1; exponent++)
            {
                var candidate = ToDecimal(value, scale, exponent);
                if (DigitsOf(candidate) <= digits && IsWithin(candidate, exponent, value, scale))
                {
                    return ExactDecimal.Of(candidate, exponent);
                }
            }
        }
    }

    private static int DigitsOf(BigInteger value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;

    private static BigInteger ToDecimal(BigInteger value, int scale, int exponent)
    {
        var denominator = exponent > 0 ? BigInteger.Pow(10, exponent) : BigInteger.One;
        var numerator = exponent < 0 ? value * BigInteger.Pow(10, -exponent) : value;
        return RoundedQuotient(numerator, denominator, -scale);
    }

    private static bool IsWithin(BigInteger candidate, int exponent, BigInteger value, int scale)
    {
        // |candidate × 10^exponent × 2^scale - value| < 1
        var left = exponent > 0 ? candidate * BigInteger.Pow(10, exponent) : candidate;
        var right = exponent < 0 ? value * BigInteger.Pow(10, -exponent) : value;
        var unit = exponent < 0 ? BigInteger.Pow(10, -exponent) : BigInteger.One;
        left = scale > 0 ? left << scale : left;
        right = scale < 0 ? right << -scale : right;
        unit = scale < 0 ? unit << -scale : unit;
        return BigInteger.Abs(left - right) < unit;
    }

    private static RegoNumber ToInteger(RegoNumber value, Func<BigInteger, ExactDecimal, BigInteger> choose)
    {
        if (value.IsInteger)
        {
            return value.Text.AsSpan().ContainsAny('.', 'e', 'E') ? RegoNumber.Of(value.Exact) : value;
        }

        var exact = value.Exact;
        var floor = BigInteger.DivRem(exact.Digits, BigInteger.Pow(10, -exact.Exponent), out var remainder);
        return RegoNumber.Of(choose(remainder.Sign < 0 ? floor - 1 : floor, exact));
    }
}
