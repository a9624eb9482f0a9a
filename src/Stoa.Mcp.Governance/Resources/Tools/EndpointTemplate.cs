using System.Buffers;
using System.Text;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>
/// The address of an API's operation with <c>{placeholders}</c> in its path, at most one in each segment. What an argument puts there stays within
/// the segment: it can neither add one nor lead out of it.
/// </summary>
internal sealed class EndpointTemplate
{
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("-._~!$&'()*+,;=:@%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> QueryCharacters =
        SearchValues.Create("-._~!$&'()*+,;=:@/?%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly string _authority;
    private readonly Segment[] _segments;

    private EndpointTemplate(string authority, Segment[] segments, string query)
    {
        _authority = authority;
        _segments = segments;
        Query = query;
        Placeholders = [.. segments.Select(segment => segment.Placeholder).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Names between braces.</summary>
    public IReadOnlyList<string> Placeholders { get; }

    /// <summary>The query that every request has, without its question mark; empty for none.</summary>
    public string Query { get; }

    /// <summary>The template, or null with what is wrong.</summary>
    public static EndpointTemplate? Read(string text, out string? refusal)
    {
        refusal = Refuse(text, out var template);
        return refusal is null ? template : null;
    }

    /// <summary>The path for these values, which are encoded here, with scheme and host; or null where a value would make a segment vanish, climb or end early.</summary>
    public string? Render(Func<string, string> valueOf)
    {
        var parts = new string[_segments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (before, placeholder, after) = _segments[i];
            var value = placeholder is null ? "" : valueOf(placeholder);
            parts[i] = before + Uri.EscapeDataString(value) + after;
            if (placeholder is not null && (value.Length == 0 || parts[i] is "." or ".." || value.Any(char.IsControl)))
            {
                return null;
            }
        }

        return $"{_authority}/{string.Join('/', parts)}";
    }

    private static string? Refuse(string text, out EndpointTemplate? template)
    {
        template = null;
        var shown = $"'{Shown.Value(text)}'";
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var path = start < 0 ? -1 : text.AsSpan(start + 3).IndexOfAny('/', '?', '#');
        var authority = path < 0 ? text : text[..(start + 3 + path)];
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var server) || authority.Contains('@', StringComparison.Ordinal) || !Ascii.IsValid(authority)
            || (server.Scheme != Uri.UriSchemeHttps && server.Scheme != Uri.UriSchemeHttp) || authority.AsSpan().ContainsAny('{', '}'))
        {
            return $"{shown} is not allowed: an http:// or https:// address, without user, and with placeholders in its path alone";
        }

        var rest = text[authority.Length..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        if (query.AsSpan().ContainsAnyExcept(QueryCharacters))
        {
            return $"{shown} has a character in its query that must be percent-encoded, or a placeholder there: put such arguments into spec.mapping.query";
        }

        var segments = (question < 0 ? rest : rest[..question]).Split('/').Skip(rest.StartsWith('/') ? 1 : 0).Select(Segment.Read).ToArray();
        if (Array.IndexOf(segments, null) >= 0)
        {
            return $"{shown} has a path segment that is not allowed: each is made of characters that need no encoding and at most one {{placeholder}}";
        }

        template = new EndpointTemplate(server.GetLeftPart(UriPartial.Authority), segments!, query);
        return template.IsCanonical(query) ? null : $"{shown} would be sent differently from how it is written: write it without '.' and '..' segments, and encode only what must be";
    }

    // What the client would rewrite before sending is not what was checked.
    private bool IsCanonical(string query)
    {
        var rendered = Render(_ => "x")! + (query.Length > 0 ? "?" + query : "");
        return Uri.TryCreate(rendered, UriKind.Absolute, out var address) && address.AbsoluteUri == rendered;
    }

    private sealed record Segment(string Before, string? Placeholder, string After)
    {
        public static Segment? Read(string text)
        {
            var open = text.IndexOf('{', StringComparison.Ordinal);
            var close = text.IndexOf('}', StringComparison.Ordinal);
            if (open < 0 && close < 0)
            {
                return text.AsSpan().ContainsAnyExcept(PathCharacters) ? null : new Segment(text, null, "");
            }

            if (open < 0 || close <= open + 1)
            {
                return null;
            }

            var (before, after) = (text[..open], text[(close + 1)..]);
            return (before + after).AsSpan().ContainsAnyExcept(PathCharacters) || TextRules.Argument(text[(open + 1)..close]) is not null
                ? null
                : new Segment(before, text[(open + 1)..close], after);
        }
    }
}
