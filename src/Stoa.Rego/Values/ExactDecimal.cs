using System.Globalization;
using System.Numerics;

namespace Stoa.Rego;

/// <summary>
/// A number as digits × 10^exponent, without trailing zeros in the digits, so that equal numbers have equal parts. Comparing two never
/// writes out an exponent: the cost follows the digits that were given.
/// </summary>
internal sealed class ExactDecimal : IComparable<ExactDecimal>, IEquatable<ExactDecimal>
{
    private readonly BigInteger _digits;
    private readonly int _exponent;

    private ExactDecimal(BigInteger digits, int exponent)
    {
        _digits = digits;
        _exponent = exponent;
    }

    public BigInteger Digits => _digits;

    public int Exponent => _exponent;

    public bool IsInteger => _exponent >= 0;

    public bool IsZero => _digits.IsZero;

    public int Sign => _digits.Sign;

    /// <summary>How many decimal digits stand before the point: the exponent of the first digit, plus one.</summary>
    public int Magnitude => DigitCount(_digits) + _exponent;

    public static ExactDecimal Of(BigInteger value, int exponent = 0)
    {
        if (value.IsZero)
        {
            return new ExactDecimal(BigInteger.Zero, 0);
        }

        if (value.IsEven && (value % 10).IsZero)
        {
            // The text is the quickest way to count zeros of large numbers.
            var text = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture);
            var zeros = text.Length - text.AsSpan().TrimEnd('0').Length;
            value /= BigInteger.Pow(10, zeros);
            exponent += zeros;
        }

        return new ExactDecimal(value, exponent);
    }

    /// <summary>Reads JSON's number syntax. Null where it is none or has too many digits or too large an exponent.</summary>
    public static ExactDecimal? TryParse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        rest = negative ? rest[1..] : rest;
        var whole = TakeDigits(ref rest);
        if (whole.Length == 0 || (whole.Length > 1 && whole[0] == '0'))
        {
            return null;
        }

        ReadOnlySpan<char> fraction = [];
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            if (fraction.Length == 0)
            {
                return null;
            }
        }

        var exponent = 0;
        if (rest is ['e' or 'E', ..])
        {
            rest = rest[1..];
            var sign = rest is ['-', ..] ? -1 : 1;
            rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
            var digits = TakeDigits(ref rest).TrimStart('0');
            if (digits.Length > 6 || (digits.Length == 0 && !(text[^1] is '0')))
            {
                return null;
            }

            exponent = digits.Length == 0 ? 0 : sign * int.Parse(digits, CultureInfo.InvariantCulture);
        }

        if (rest.Length > 0 || whole.Length + fraction.Length > RegoNumber.MaxDigits || Math.Abs(exponent) > RegoNumber.MaxDigits)
        {
            return null;
        }

        var value = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        return Of(negative ? -value : value, exponent - fraction.Length);
    }

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (_exponent < 0 || _exponent > 19 || !TryGetInteger(out var integer) || integer < long.MinValue || integer > long.MaxValue)
        {
            return false;
        }

        value = (long)integer;
        return true;
    }

    public bool TryGetInteger(out BigInteger value)
    {
        value = BigInteger.Zero;
        if (_exponent < 0 || _exponent > RegoNumber.MaxDigits)
        {
            return false;
        }

        value = _exponent == 0 ? _digits : _digits * BigInteger.Pow(10, _exponent);
        return true;
    }

    public int CompareTo(ExactDecimal? other)
    {
        if (other is null)
        {
            return 1;
        }

        var sign = Sign.CompareTo(other.Sign);
        if (sign != 0 || IsZero)
        {
            return sign;
        }

        var magnitude = Magnitude.CompareTo(other.Magnitude);
        if (magnitude != 0)
        {
            return Sign * magnitude;
        }

        // Equal magnitudes: the exponents differ by no more than the digits given.
        var shift = _exponent - other._exponent;
        return shift >= 0
            ? (_digits * BigInteger.Pow(10, shift)).CompareTo(other._digits)
            : _digits.CompareTo(other._digits * BigInteger.Pow(10, -shift));
    }

    public bool Equals(ExactDecimal? other) => other is not null && _exponent == other._exponent && _digits == other._digits;

    public override bool Equals(object? obj) => Equals(obj as ExactDecimal);

    public override int GetHashCode() => HashCode.Combine(_digits, _exponent);

    /// <summary>
    /// Integers in full, others shortest, with an exponent below 1e-4 and from 1e6 on: how OPA writes what it has computed.
    /// </summary>
    public string ToText()
    {
        if (TryGetInteger(out var integer))
        {
            return integer.ToString(CultureInfo.InvariantCulture);
        }

        var digits = BigInteger.Abs(_digits).ToString(CultureInfo.InvariantCulture);
        var sign = Sign < 0 ? "-" : "";
        var first = digits.Length + _exponent - 1;
        if (first is >= -4 and < 6)
        {
            return first < 0
                ? $"{sign}0.{new string('0', -first - 1)}{digits}"
                : $"{sign}{digits[..(first + 1)]}.{digits[(first + 1)..]}";
        }

        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{sign}{digits[0]}{fraction}e{(first < 0 ? '-' : '+')}{Math.Abs(first).ToString("00", CultureInfo.InvariantCulture)}";
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }

    private static int DigitCount(BigInteger value)
    {
        value = BigInteger.Abs(value);
        var estimate = (int)Math.Ceiling(BigInteger.Log10(value + BigInteger.One));
        if (estimate < 16)
        {
            // Exact for what fits a double; larger ones are settled below.
            return value.IsZero ? 1 : ((long)value).ToString(CultureInfo.InvariantCulture).Length;
        }

        if (value < BigInteger.Pow(10, estimate - 1))
        {
            return estimate - 1;
        }

        return value >= BigInteger.Pow(10, estimate) ? estimate + 1 : estimate;
    }
}
