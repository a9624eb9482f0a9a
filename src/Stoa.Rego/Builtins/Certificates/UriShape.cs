namespace Stoa.Rego.Builtins;

/// <summary>A URI in the shape of Go's <c>url.URL</c>.</summary>
internal static class UriShape
{
    public static RegoObject Of(string uri)
    {
        var (rest, fragment) = Cut(uri, '#');
        (rest, var query) = Cut(rest, '?');
        var scheme = rest.IndexOf(':') is var colon && colon > 0 && !rest.AsSpan(0, colon).Contains('/') ? rest[..colon].ToLowerInvariant() : "";
        rest = scheme.Length > 0 ? rest[(scheme.Length + 1)..] : rest;
        var opaque = scheme.Length > 0 && !rest.StartsWith('/') ? rest : "";
        var (host, path) = ("", opaque.Length > 0 ? "" : rest);
        RegoValue user = RegoNull.Instance;
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', 2);
            host = slash < 0 ? path[2..] : path[2..slash];
            path = slash < 0 ? "" : path[slash..];
            var at = host.LastIndexOf('@');
            user = at < 0 ? user : RegoObject.Empty;
            host = host[(at + 1)..];
        }

        return RegoObject.Of(
            ("Scheme", scheme), ("Opaque", opaque), ("User", user), ("Host", host), ("Path", Uri.UnescapeDataString(path)),
            ("RawPath", path.Contains("%2f", StringComparison.OrdinalIgnoreCase) ? path : ""), ("OmitHost", false),
            ("ForceQuery", query.Length == 0 && uri.Contains('?')), ("RawQuery", query), ("Fragment", Uri.UnescapeDataString(fragment)), ("RawFragment", ""));
    }

    private static (string Before, string After) Cut(string text, char separator) =>
        text.IndexOf(separator) is var at && at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
}
