using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Stoa.Rego;

/// <summary>Finds the ends of strings in JSON, and refuses what cannot be decoded.</summary>
internal static class TextScan
{
    public const int VectorLength = 16;

    private const int EscapeLength = 6; // of \u0041

    /// <summary>The place of the quote that ends the string whose text begins here, or <see cref="JsonScan.Refused"/>.</summary>
    public static int End(byte[] json, int start, out ScannedKind kind)
    {
        kind = ScannedKind.PlainText;
        for (var at = start; ; at += VectorLength)
        {
            var units = Vector128.Create<byte>(json.AsSpan(at, VectorLength));
            var stops = Stops(units);
            var beyondAscii = units.ExtractMostSignificantBits();
            if (stops != 0)
            {
                at += BitOperations.TrailingZeroCount(stops);
                var before = beyondAscii & (stops ^ (stops - 1)); // up to the stop, which is in ASCII
                return json[at] == '"' && before == 0 ? at : EndOfOther(json, start, at, out kind);
            }

            if (beyondAscii != 0)
            {
                return EndOfOther(json, start, at, out kind);
            }
        }
    }

    // Quotes, escapes and control characters.
    private static uint Stops(Vector128<byte> units) =>
        (Vector128.Equals(units, Vector128.Create((byte)'"')) | Vector128.Equals(units, Vector128.Create((byte)'\\')) | Vector128.LessThan(units, Vector128.Create((byte)' ')))
            .ExtractMostSignificantBits();

    private static int EndOfOther(byte[] json, int start, int at, out ScannedKind kind)
    {
        kind = ScannedKind.Text;
        while (true)
        {
            var stops = Stops(Vector128.Create<byte>(json.AsSpan(at, VectorLength)));
            if (stops == 0)
            {
                at += VectorLength;
                continue;
            }

            at += BitOperations.TrailingZeroCount(stops);
            if (json[at] == '"')
            {
                return Utf8.IsValid(json.AsSpan(start, at - start)) ? at : JsonScan.Refused;
            }

            kind = ScannedKind.EscapedText;
            if (json[at] != '\\' || (at = BehindEscape(json, at)) == JsonScan.Refused)
            {
                return JsonScan.Refused;
            }
        }
    }

    private static int BehindEscape(byte[] json, int at)
    {
        switch (json[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 2;
            case (byte)'u' when TryReadUnit(json, at, out var unit):
                if (!char.IsSurrogate(unit))
                {
                    return at + EscapeLength;
                }

                // One of a pair alone is no character.
                var next = at + EscapeLength;
                return char.IsHighSurrogate(unit) && json[next] == '\\' && json[next + 1] == 'u' && TryReadUnit(json, next, out var low) && char.IsLowSurrogate(low)
                    ? next + EscapeLength
                    : JsonScan.Refused;
            default:
                return JsonScan.Refused;
        }
    }

    private static bool TryReadUnit(byte[] json, int at, out char unit)
    {
        var value = 0;
        for (var i = at + 2; i < at + EscapeLength; i++)
        {
            if (!char.IsAsciiHexDigit((char)json[i]))
            {
                unit = default;
                return false;
            }

            value = (value << 4) | HexValue(json[i]);
        }

        unit = (char)value;
        return true;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
