using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Tests.Messages;

/// <summary>
/// Makes hostile bodies out of good ones: the tricks by which two JSON readers come to see two messages, and plain damage.
/// The same seed gives the same bodies. Depends on nothing, so that other test projects can link to this file.
/// </summary>
public sealed partial class BodyMutator(int seed, IReadOnlyList<byte[]> seeds)
{
    private static readonly string[] Numbers =
        ["0", "-0", "1.0", "1e0", "1e400", "-1e-400", "9007199254740993", "9223372036854775808", "123456789012345678901234567890123", "01", "1."];

    private static readonly string[] Values =
        ["null", "true", "[]", "{}", "\"danger\"", "1", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "{\"a\":1,\"A\":2}", "{\"a\":1,\"a\":2}"];

    private static readonly string[] KnownKeys =
        ["name", "uri", "taskId", "ref", "type", "arguments", "_meta", "method", "id", "params", "jsonrpc", "result", "error", "requestState",
         "protocolVersion", "clientInfo", "notifications", "resourceSubscriptions", "progressToken", "io.modelcontextprotocol/protocolVersion"];

    private readonly Random _random = new(seed);

    /// <summary>The next body: a seed with one to four changes.</summary>
    public byte[] Next()
    {
        var body = Pick(seeds);
        for (var changes = Math.Max(1, _random.Next(-3, 5)); changes > 0; changes--)
        {
            body = Mutate(body);
        }

        return body;
    }

    private byte[] Mutate(byte[] body) => _random.Next(20) switch
    {
        0 => FlipBit(body),
        1 => body[.._random.Next(body.Length + 1)],
        2 => Splice(body, Pick(seeds)),
        3 => RemoveRange(body),
        4 => InsertByte(body),
        _ => Encoding.UTF8.GetBytes(MutateText(Encoding.UTF8.GetString(body))),
    };

    private string MutateText(string text) => _random.Next(18) switch
    {
        0 => OnKey(text, (key, value) => $"{Quoted(key)}:{value},{Quoted(key)}:{Pick(Values)}"),
        1 => OnKey(text, (key, value) => $"{Quoted(SwapCase(key))}:{Pick(Values)},{Quoted(key)}:{value}"),
        2 => OnKey(text, (key, value) => $"{Quoted(key)}:{value},{Quoted(Twin(key))}:{Pick(Values)}"),
        3 => OnKey(text, (key, value) => $"{Quoted(SwapCase(key))}:{value}"),
        4 => OnKey(text, (key, value) => $"{Quoted(Escape(key))}:{value}"),
        5 => OnKey(text, (key, value) => $"{Quoted(key)}:{value},{Quoted(Escape(key))}:{Pick(Values)}"),
        6 => OnKey(text, (key, value) => $"{Quoted(key)}:{Pick(Values)},{Quoted(Pick(KnownKeys))}:{value}"),
        7 => OnKey(text, (key, value) => $"{Quoted(Pick(KnownKeys))}:{value}"),
        8 => OnKey(text, (key, value) => $"{Quoted(key)}: \r\n\t{Nest(value)}"),
        9 => OnKey(text, (key, value) => $"{Quoted(Pick(KnownKeys))}:{Pick(Values)},{Quoted(key)}:{value}"),
        10 => Replace(text, NumberPattern(), _ => Pick(Numbers)),
        11 => Replace(text, StringPattern(), match => Quoted(Escape(match.Value[1..^1]))),
        12 => Replace(text, StringPattern(), match => Quoted(Twin(match.Value[1..^1]))),
        13 => Replace(text, StringPattern(), _ => Pick(Values)),
        14 => Replace(text, StringPattern(), match => " " + match.Value + "\n"),
        15 => OnKey(text, (key, value) => $"{Quoted(Fresh(key))}:{Pick(Values)},{Quoted(key)}:{value}"),
        16 => OnKey(text, (key, value) => $"{Quoted(key)}:{value},{Quoted(Fresh(key))}:{value}"),
        _ => OnKey(text, (key, value) => $"{Quoted(key)}:{Quoted(Fresh(key))}"),
    };

    private string OnKey(string text, Func<string, string, string> change) =>
        Replace(text, MemberPattern(), match => change(match.Groups["key"].Value, match.Groups["value"].Value));

    private string Replace(string text, Regex pattern, Func<Match, string> change)
    {
        var matches = pattern.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        var match = matches[_random.Next(matches.Count)];
        return string.Concat(text.AsSpan(0, match.Index), change(match), text.AsSpan(match.Index + match.Length));
    }

    private string Twin(string text) => _random.Next(6) switch
    {
        0 => text + "\\u0000",
        1 => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c)),
        2 => text.Insert(_random.Next(text.Length + 1), Pick(["\u200D", "\u00AD", "\uFEFF", "\u202E"])),
        3 => text.Replace('k', '\u212A').Replace('s', '\u017F').Replace("fi", "\uFB01", StringComparison.Ordinal),
        4 => text.Replace('e', '\u0435').Replace('a', '\u0430'),
        _ => SwapCase(text),
    };

    private string Escape(string text)
    {
        if (text.Length == 0 || text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var at = _random.Next(text.Length);
        return text[..at] + $"\\u{(int)text[at]:x4}" + text[(at + 1)..];
    }

    private string Fresh(string key) => key + _random.Next(10).ToString(CultureInfo.InvariantCulture);

    private string SwapCase(string text)
    {
        var at = _random.Next(text.Length + 1);
        return string.Concat(text.Select((c, i) => i >= at && char.IsAsciiLetter(c) ? (char)(c ^ 0x20) : c));
    }

    private string Nest(string value)
    {
        var depth = _random.Next(1, 40);
        return _random.Next(2) == 0
            ? new string('[', depth) + value + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"x\":", depth)) + value + new string('}', depth);
    }

    private byte[] FlipBit(byte[] body)
    {
        if (body.Length == 0)
        {
            return body;
        }

        var changed = (byte[])body.Clone();
        changed[_random.Next(body.Length)] ^= (byte)(1 << _random.Next(8));
        return changed;
    }

    private byte[] Splice(byte[] one, byte[] other) =>
        [.. one.AsSpan(0, _random.Next(one.Length + 1)), .. other.AsSpan(_random.Next(other.Length + 1))];

    private byte[] RemoveRange(byte[] body)
    {
        var from = _random.Next(body.Length + 1);
        var to = Math.Min(body.Length, from + _random.Next(12));
        return [.. body.AsSpan(0, from), .. body.AsSpan(to)];
    }

    private byte[] InsertByte(byte[] body)
    {
        var at = _random.Next(body.Length + 1);
        return [.. body.AsSpan(0, at), (byte)_random.Next(256), .. body.AsSpan(at)];
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private static string Quoted(string text) => $"\"{text}\"";

    // A member whose value is a string, a number or a literal, or opens an object or array.
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex StringPattern();

    [GeneratedRegex("""
        "(?<key>(?:[^"\\]|\\.)*)"\s*:\s*(?<value>"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null|\{[^{}\[\]]*\}|\[[^{}\[\]]*\])
        """)]
    private static partial Regex MemberPattern();

    [GeneratedRegex("-?[0-9][0-9.eE+-]*")]
    private static partial Regex NumberPattern();
}
