using System.Buffers;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Strings as the bytes of their UTF-8, and back. A Rego string may hold any bytes, such as a decoded key: a byte that is not UTF-8 becomes a
/// lone surrogate from U+DC80 to U+DCFF, which no other string has, and so finds its way back.
/// </summary>
internal static class Utf8Text
{
    private const int FirstEscape = 0xDC00;
    private static readonly SearchValues<char> Escapes =
        SearchValues.Create([.. Enumerable.Range(FirstEscape + 0x80, 0x80).Select(unit => (char)unit)]);

    public static byte[] Bytes(string text)
    {
        if (!text.AsSpan().ContainsAny(Escapes))
        {
            return System.Text.Encoding.UTF8.GetBytes(text);
        }

        var bytes = new ArrayBufferWriter<byte>(text.Length);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done && Escapes.Contains(rest[0]))
            {
                bytes.Write([(byte)(rest[0] - FirstEscape)]);
            }
            else
            {
                bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
            }

            rest = rest[length..];
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static string Text(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return System.Text.Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                // One byte at a time, where the runtime takes what may have been meant as one character.
                text.Append((char)(FirstEscape + bytes[0]));
                length = 1;
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
