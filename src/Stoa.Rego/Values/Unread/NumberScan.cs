using System.Text;

namespace Stoa.Rego;

/// <summary>Finds the ends of numbers in JSON, and refuses those that are larger than a number may be.</summary>
internal static class NumberScan
{
    private const int LongestPlain = 18;

    /// <summary>The place behind the number that begins here, or <see cref="JsonScan.Refused"/>.</summary>
    public static int End(byte[] json, int start, out ScannedKind kind)
    {
        kind = ScannedKind.Number;
        var first = json[start] == '-' ? start + 1 : start;
        var at = BehindDigits(json, first);
        if (at == first || (json[first] == '0' && at - first > 1))
        {
            return JsonScan.Refused;
        }

        if (json[at] is not ((byte)'.' or (byte)'e' or (byte)'E'))
        {
            kind = first == start && at - start <= LongestPlain ? ScannedKind.PlainNumber : ScannedKind.Number;
            return at - start <= RegoNumber.MaxDigits ? at : EndOfLarge(json, start, at);
        }

        return EndOfFraction(json, start, at);
    }

    private static int EndOfFraction(byte[] json, int start, int at)
    {
        if (json[at] == '.')
        {
            var first = at + 1;
            at = BehindDigits(json, first);
            if (at == first)
            {
                return JsonScan.Refused;
            }
        }

        if (json[at] is (byte)'e' or (byte)'E')
        {
            var first = json[at + 1] is (byte)'+' or (byte)'-' ? at + 2 : at + 1;
            at = BehindDigits(json, first);
            return at > first ? EndOfLarge(json, start, at) : JsonScan.Refused;
        }

        return at - start <= RegoNumber.MaxDigits ? at : EndOfLarge(json, start, at);
    }

    private static int EndOfLarge(byte[] json, int start, int at) =>
        RegoNumber.TryParse(Encoding.ASCII.GetString(json, start, at - start), out _) ? at : JsonScan.Refused;

    private static int BehindDigits(byte[] json, int at)
    {
        while (char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at;
    }
}
