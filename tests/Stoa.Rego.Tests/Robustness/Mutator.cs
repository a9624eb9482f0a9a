using System.Text;

namespace Stoa.Rego.Tests.Robustness;

/// <summary>Damages texts: byte by byte, or token by token, which leaves more that parses.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> corpus)
{
    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", "(", ")", ",", ";", ":", ":=", "=", "==", "!=", "<", ">=", "+", "-", "*", "/", "%", "&", "|", ".", "_", "\n",
        "not", "some", "every", "in", "if", "else", "contains", "default", "with", "as", "import", "package", "true", "false", "null", "set()",
        "input", "data", "input.x", "data.test", "x", "y", "f", "f(x)", "p", "count", "walk", "print", "sum", "0", "1", "-1", "1e20000", "0.1",
        "99999999999999999999", "\"\"", "\"a\"", "`a`", "$\"{x}\"", "$\"", "#", "# METADATA", "[x | x]", "{x: y | z}", "{1, 2}", "numbers.range(1, 1000000)",
        "rego.v1", "future.keywords", "\u20ac", "\U0001F600", "\0", "\uFEFF",
    ];

    /// <summary>A damaged copy of a text of the corpus.</summary>
    public string Next()
    {
        var text = corpus[random.Next(corpus.Count)];
        for (var count = random.Next(2) == 0 ? 1 : random.Next(1, 6); count > 0; count--)
        {
            text = random.Next(10) switch { 0 => Bytes(text), < 4 => Words(text), _ => Exchange(text) };
        }

        return text.Length > 20_000 ? text[..20_000] : text;
    }

    // Words, runs of space, and single other characters.
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i++;
            while (i < text.Length && Kind(text[start]) == Kind(text[i]) && Kind(text[start]) > 0)
            {
                i++;
            }

            parts.Add(text[start..i]);
        }

        return parts;
    }

    private static int Kind(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' ? 1 : char.IsWhiteSpace(c) ? 2 : 0;

    private string Words(string text)
    {
        var parts = Split(text);
        if (parts.Count == 0)
        {
            return Tokens[random.Next(Tokens.Length)];
        }

        var at = random.Next(parts.Count);
        switch (random.Next(7))
        {
            case 0:
                parts.RemoveAt(at);
                break;
            case 1:
                parts.Insert(at, Token());
                break;
            case 2:
                parts[at] = Token();
                break;
            case 3:
                parts[at] = parts[random.Next(parts.Count)];
                break;
            case 4:
                parts.RemoveRange(at, Math.Min(random.Next(1, 6), parts.Count - at));
                break;
            case 5:
                parts.InsertRange(at, Split(corpus[random.Next(corpus.Count)]).Skip(random.Next(40)).Take(random.Next(1, 25)));
                break;
            default:
                // Many copies: depth, and length.
                parts.InsertRange(at, Enumerable.Repeat(parts[at], random.Next(2, random.Next(10) == 0 ? 3_000 : 20)));
                break;
        }

        return string.Concat(parts);
    }

    // A word for another one of the text: most of what comes of it still parses.
    private string Exchange(string text)
    {
        var parts = Split(text);
        int[] words = [.. Enumerable.Range(0, parts.Count).Where(i => Kind(parts[i][0]) == 1)];
        if (words.Length > 0)
        {
            parts[words[random.Next(words.Length)]] = parts[words[random.Next(words.Length)]];
        }

        return string.Concat(parts);
    }

    private string Token() => $" {Tokens[random.Next(Tokens.Length)]} ";

    private string Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        if (bytes.Count == 0)
        {
            return text;
        }

        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes.RemoveAt(at);
                break;
            case 1:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            default:
                bytes[at] = (byte)random.Next(256);
                break;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
