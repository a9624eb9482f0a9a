using System.Buffers;
using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Which headers of a request to an API may be set from resource files.</summary>
internal static class RequestHeaderRules
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What frames, routes or forwards the message, and what says who sends it on whose behalf.
    private static readonly FrozenSet<string> Framing = new[]
    {
        "Accept", "Accept-Encoding", "Allow", "Connection", "Expect", "Expires", "Host", "Last-Modified", "HTTP2-Settings", "Keep-Alive",
        "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via",
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Client-Cert", "X-HTTP-Method-Override", "X-HTTP-Method",
        "X-Method-Override", "X-Original-URL", "X-Rewrite-URL", "traceparent", "tracestate", "baggage",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Credentials = new[] { "Authorization", "Cookie", "Set-Cookie", "X-API-Key" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a header that an argument goes into, or null.</summary>
    public static string? ForArgument(string name) =>
        Credentials.Contains(name) || name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase)
            ? $"header '{Shown.Value(name)}' is not for arguments: what shows who calls comes from spec.auth"
            : ForCredential(name);

    /// <summary>What is wrong with a header that a credential goes into, or null.</summary>
    public static string? ForCredential(string name)
    {
        if (name.Length is 0 or > 128 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            return $"'{Shown.Value(name)}' is not the name of a header";
        }

        return Framing.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? $"header '{name}' is not for resource files: it frames or routes the request" : null;
    }
}
