namespace Stoa.Rego.Builtins;
/// <summary>Base64 (RFC 4648) as Go reads it: with padding, over line breaks, and with any bits where the last digit has some to spare.</summary>
internal static class Base64Text
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string UrlDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>The bytes. Null where the text is none: then the offset, in UTF-8, is where it goes wrong.</summary>
    public static byte[]? Decode(string text, bool url, out int errorAt)
    {
        var digits = url ? UrlDigits : Digits;
        var source = Utf8Text.Bytes(text);
        var bytes = new List<byte>(source.Length / 4 * 3);
        var at = 0;
        errorAt = 0;
        while (SkipBreaks(source, ref at))
        {
            if (!TryReadQuantum(source, digits, ref at, bytes, out var isLast))
            {
                errorAt = at;
                return null;
            }

            if (isLast)
            {
                break;
            }
        }

        if (SkipBreaks(source, ref at))
        {
            errorAt = at;
            return null;
        }

        return [.. bytes];
    }

    // Four digits, or two or three with padding. On an error the position is its offset.
    private static bool TryReadQuantum(byte[] source, string digits, ref int at, List<byte> bytes, out bool isLast)
    {
        var value = 0;
        isLast = false;
        for (var count = 0; count < 4; count++)
        {
            if (!SkipBreaks(source, ref at))
            {
                // What is missing counts from the start of the four.
                at -= count;
                return false;
            }

            if (source[at] == '=')
            {
                isLast = true;
                return count >= 2 && TryReadPadding(source, count, ref at) && Emit(bytes, value << (6 * (4 - count)), count - 1);
            }

            var digit = source[at] < 0x80 ? digits.IndexOf((char)source[at], StringComparison.Ordinal) : -1;
            if (digit < 0)
            {
                return false;
            }

            value = (value << 6) | digit;
            at++;
        }

        return Emit(bytes, value, 3);
    }

    private static bool TryReadPadding(byte[] source, int digitCount, ref int at)
    {
        at++;
        if (digitCount == 3)
        {
            return true;
        }

        if (!SkipBreaks(source, ref at) || source[at] != '=')
        {
            at = Math.Min(at, source.Length);
            return false;
        }

        at++;
        return true;
    }

    private static bool Emit(List<byte> bytes, int value, int count)
    {
        for (var i = 0; i < count; i++)
        {
            bytes.Add((byte)(value >> (16 - (8 * i))));
        }

        return true;
    }

    // Whether anything but line breaks follows.
    private static bool SkipBreaks(byte[] source, ref int at)
    {
        while (at < source.Length && source[at] is (byte)'\n' or (byte)'\r')
        {
            at++;
        }

        return at < source.Length;
    }

    public static string Encode(string text, bool url, bool padded)
    {
        var base64 = Convert.ToBase64String(Utf8Text.Bytes(text));
        base64 = padded ? base64 : base64.TrimEnd('=');
        return url ? base64.Replace('+', '-').Replace('/', '_') : base64;
    }
}
