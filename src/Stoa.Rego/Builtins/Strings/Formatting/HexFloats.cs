using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Binary numbers with hexadecimal mantissas: <c>0x1.8p+01</c>.</summary>
internal static class HexFloats
{
    private const int MantissaBits = 52;

    public static string Format(double value, int? precision, bool upper)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> MantissaBits);
        var mantissa = (ulong)bits & ((1UL << MantissaBits) - 1);
        mantissa += exponent == 0 ? 0 : 1UL << MantissaBits;
        exponent = mantissa == 0 ? 0 : Math.Max(exponent, 1) - 1023;
        while (mantissa != 0 && mantissa >> MantissaBits == 0)
        {
            mantissa <<= 1;
            exponent--;
        }

        if (precision is { } places && places < MantissaBits / 4)
        {
            mantissa = RoundToEven(mantissa, MantissaBits - (places * 4));
            if (mantissa >> (MantissaBits + 1) != 0)
            {
                mantissa >>= 1;
                exponent++;
            }
        }

        var digits = (mantissa & ((1UL << MantissaBits) - 1)).ToString("x13", CultureInfo.InvariantCulture);
        digits = precision is { } count ? digits[..Math.Min(count, digits.Length)].PadRight(count, '0') : digits.TrimEnd('0');
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"0x{mantissa >> MantissaBits}{(digits.Length > 0 ? "." : "")}{digits}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        return upper ? text.ToUpperInvariant() : text;
    }

    // Clears the lowest bits.
    private static ulong RoundToEven(ulong value, int bits)
    {
        var unit = 1UL << bits;
        var rest = value & (unit - 1);
        value -= rest;
        var half = unit >> 1;
        return rest > half || (rest == half && (value & unit) != 0) ? value + unit : value;
    }
}
