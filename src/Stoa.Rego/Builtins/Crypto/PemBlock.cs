namespace Stoa.Rego.Builtins;

/// <summary>One block of a PEM text (RFC 7468).</summary>
/// <param name="Type">What it says it is, such as <c>CERTIFICATE</c>.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record PemBlock(string Type, byte[] Bytes)
{
    public const string Certificate = "CERTIFICATE";

    private const string Begin = "-----BEGIN ";
    private const string Dashes = "-----";

    /// <summary>Takes the first well-formed block; what comes before it is skipped. Null, and the text as it was, where there is none.</summary>
    public static PemBlock? Take(BuiltinContext context, ref ReadOnlySpan<char> text)
    {
        context.Step(1 + (text.Length / 64));
        var rest = text;
        while (true)
        {
            var start = rest.IndexOf(Begin);
            if (start < 0)
            {
                return null;
            }

            var startsLine = start == 0 || rest[start - 1] == '\n';
            rest = rest[(start + Begin.Length)..];
            if (startsLine && TakeAfterBegin(ref rest) is { } block)
            {
                text = rest;
                return block;
            }
        }
    }

    private static PemBlock? TakeAfterBegin(ref ReadOnlySpan<char> rest)
    {
        var typeLine = LineLength(rest);
        var line = rest[..typeLine].TrimEnd();
        if (!line.EndsWith(Dashes))
        {
            return null;
        }

        var type = line[..^Dashes.Length].ToString();
        var body = rest[typeLine..];
        var end = body.IndexOf('-');
        var content = end < 0 ? [] : body[..end];
        var tail = end < 0 ? [] : body[end..];
        var closing = $"-----END {type}{Dashes}";
        if (!tail.StartsWith(closing) || tail[closing.Length..LineLength(tail)].Trim().Length > 0 || (content.Length > 0 && content[^1] != '\n'))
        {
            return null;
        }

        // Headers, which only encrypted keys have, end with an empty line.
        var headers = content.LastIndexOf(':');
        content = headers < 0 ? content : content[(headers + LineLength(content[headers..]))..];
        try
        {
            var bytes = Convert.FromBase64String(content.ToString());
            rest = tail[LineLength(tail)..];
            return new PemBlock(type, bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // With its line end.
    private static int LineLength(ReadOnlySpan<char> text) => text.IndexOf('\n') is var end && end < 0 ? text.Length : end + 1;
}
