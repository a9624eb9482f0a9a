using System.Buffers;
using System.Text;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>The alphabet of API keys, and their checksum.</summary>
internal static class Base62
{
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>62^6 is the first power above 2^32.</summary>
    public const int Crc32Length = 6;

    private const uint ReversedPolynomial = 0xEDB88320;

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    public static bool IsValid(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Characters);

    /// <summary>The CRC-32 of zlib and PNG (ISO 3309) over the text, as a base62 number with leading zeros.</summary>
    public static string Crc32(ReadOnlySpan<char> text)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.UTF8.GetBytes(text.ToArray()))
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (ReversedPolynomial & (0u - (crc & 1)));
            }
        }

        return Format(~crc);
    }

    private static string Format(uint value)
    {
        Span<char> digits = stackalloc char[Crc32Length];
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 62u);
            digits[i] = Alphabet[(int)digit];
        }

        return new string(digits);
    }
}
