using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Binary numbers in Go's formats.</summary>
internal static class GoFloats
{
    /// <param name="value">A finite number.</param>
    /// <param name="format">One of <c>e E f g G b x X</c>.</param>
    /// <param name="precision">How many digits, or null for as few as tell the number from all others.</param>
    public static string Format(double value, char format, int? precision)
    {
        var sign = double.IsNegative(value) ? "-" : "";
        value = Math.Abs(value);
        return sign + format switch
        {
            'b' => Mantissa(value),
            'x' => HexFloats.Format(value, precision, upper: false),
            'X' => HexFloats.Format(value, precision, upper: true),
            'f' => Fixed(Digits(value, precision, digits => digits.Point + precision!.Value), precision),
            'e' or 'E' => Exponential(Digits(value, precision, _ => precision!.Value + 1), precision, format),
            _ => General(Digits(value, precision, _ => Math.Max(precision!.Value, 1)), precision, format),
        };
    }

    private static DecimalDigits Digits(double value, int? precision, Func<DecimalDigits, int> count)
    {
        if (precision is null)
        {
            return DecimalDigits.Shortest(value);
        }

        var exact = DecimalDigits.Exact(value);
        return exact.Round(count(exact));
    }

    private static string Fixed(DecimalDigits digits, int? precision)
    {
        var places = precision ?? Math.Max(digits.Text.Length - digits.Point, 0);
        var whole = digits.Point > 0 ? digits.Text[..Math.Min(digits.Point, digits.Text.Length)].PadRight(digits.Point, '0') : "0";
        if (places == 0)
        {
            return whole;
        }

        var leading = Math.Min(Math.Max(-digits.Point, 0), places);
        var fraction = digits.Text[Math.Clamp(digits.Point, 0, digits.Text.Length)..];
        fraction = new string('0', leading) + fraction[..Math.Min(fraction.Length, places - leading)];
        return $"{whole}.{fraction.PadRight(places, '0')}";
    }

    private static string Exponential(DecimalDigits digits, int? precision, char format)
    {
        var places = precision ?? Math.Max(digits.Text.Length - 1, 0);
        var exponent = digits.Text.Length == 0 ? 0 : digits.Point - 1;
        var text = new StringBuilder().Append(digits.Text.Length == 0 ? '0' : digits.Text[0]);
        if (places > 0)
        {
            text.Append('.').Append((digits.Text.Length > 1 ? digits.Text[1..] : "").PadRight(places, '0'));
        }

        return text.Append(format).Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }

    private static string General(DecimalDigits digits, int? precision, char format)
    {
        var count = digits.Text.Length;
        var wanted = precision is { } given ? Math.Max(given, 1) : count;
        var limit = precision is null ? 6 : wanted > count && count >= digits.Point ? count : wanted;
        var exponent = digits.Point - 1;
        if (exponent < -4 || exponent >= limit)
        {
            return Exponential(digits, Math.Min(wanted, count) - 1, format == 'g' ? 'e' : 'E');
        }

        return Fixed(digits, Math.Max((wanted > digits.Point ? count : wanted) - digits.Point, 0));
    }

    private static string Mantissa(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var mantissa = bits & ((1L << 52) - 1);
        mantissa += exponent == 0 ? 0 : 1L << 52;
        exponent = Math.Max(exponent, 1) - 1075;
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
