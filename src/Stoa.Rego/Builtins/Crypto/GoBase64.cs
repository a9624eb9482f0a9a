using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Base64 with the leniencies and the error positions of Go's decoder: line ends are skipped, bits after the end are not looked at.</summary>
internal static class GoBase64
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Decodes padded base64.</summary>
    public static byte[] Decode(string text) => Decode(text, '+', '/');

    /// <summary>Decodes base64 for URLs, padded or not.</summary>
    public static byte[] DecodeUrl(string text)
    {
        var missing = text.EndsWith('=') ? 0 : (CodePoints.Utf8Length(text) % 4) switch
        {
            0 => 0,
            2 => 2,
            3 => 1,
            _ => throw new BuiltinFailure($"illegal base64url string: {text}"),
        };
        return Decode(text.PadRight(text.Length + missing, '='), '-', '_');
    }

    /// <summary>Encodes for URLs, without padding.</summary>
    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Decode(string text, char sixtyTwo, char sixtyThree)
    {
        var input = Encoding.UTF8.GetBytes(text);
        var output = new byte[input.Length / 4 * 3];
        var (length, count, bits) = (0, 0, 0);
        for (var i = 0; i < input.Length; i++)
        {
            if (input[i] is (byte)'\n' or (byte)'\r')
            {
                continue;
            }

            if (input[i] == '=')
            {
                EndAt(input, i, count);
                bits <<= 6 * (4 - count);
                output[length++] = (byte)(bits >> 16);
                if (count == 3)
                {
                    output[length++] = (byte)(bits >> 8);
                }

                return output[..length];
            }

            var value = input[i] == sixtyTwo ? 62 : input[i] == sixtyThree ? 63 : Alphabet.AsSpan(0, 62).IndexOf((char)input[i]);
            bits = (bits << 6) | (value >= 0 ? value : throw Corrupt(i));
            if (++count == 4)
            {
                output[length++] = (byte)(bits >> 16);
                output[length++] = (byte)(bits >> 8);
                output[length++] = (byte)bits;
                (count, bits) = (0, 0);
            }
        }

        return count == 0 ? output[..length] : throw Corrupt(input.Length - count);
    }

    // The padding that starts here must be complete and last.
    private static void EndAt(ReadOnlySpan<byte> input, int position, int count)
    {
        if (count < 2)
        {
            throw Corrupt(position);
        }

        var next = SkipLineEnds(input, position + 1);
        if (count == 2)
        {
            if (next == input.Length || input[next] != '=')
            {
                throw Corrupt(next == input.Length ? next : next - 1);
            }

            next = SkipLineEnds(input, next + 1);
        }

        if (next < input.Length)
        {
            throw Corrupt(next);
        }
    }

    private static int SkipLineEnds(ReadOnlySpan<byte> input, int position)
    {
        while (position < input.Length && input[position] is (byte)'\n' or (byte)'\r')
        {
            position++;
        }

        return position;
    }

    private static BuiltinFailure Corrupt(int position) => new($"illegal base64 data at input byte {position}");
}
