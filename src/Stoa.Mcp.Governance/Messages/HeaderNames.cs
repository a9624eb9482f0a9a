using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>The headers that repeat what the body says (2026-07-28, basic/transports/streamable-http, "Request Metadata").</summary>
internal static class HeaderNames
{
    internal const string ProtocolVersion = "MCP-Protocol-Version";
    internal const string Method = "Mcp-Method";
    internal const string Name = "Mcp-Name";
    internal const string ParameterPrefix = "Mcp-Param-";

    private static readonly string[] Guarded = [ProtocolVersion, Method, Name, "Mcp-Session-Id"];

    /// <summary>What the names of the headers have in them.</summary>
    internal static HeaderTraits TraitsOf(IHeaderDictionary headers)
    {
        var traits = HeaderTraits.None;
        foreach (var (name, _) in headers)
        {
            traits |= name.Contains('_', StringComparison.Ordinal) ? HeaderTraits.Underscore : HeaderTraits.None;
            traits |= name.StartsWith(ParameterPrefix, StringComparison.OrdinalIgnoreCase) ? HeaderTraits.Parameter : HeaderTraits.None;
        }

        return traits;
    }

    /// <summary>
    /// Whether a header is one of ours but for underscores. Hops in the manner of CGI take both for the same header, so one could
    /// route by a value that nobody compared with the body.
    /// </summary>
    internal static bool HasUnderscoreVariant(IHeaderDictionary headers, HeaderTraits traits) => HasUnderscoreVariant(headers, traits, Guarded, ParameterPrefix);

    /// <summary>Whether a header is one of these, or begins with the prefix, but for underscores.</summary>
    internal static bool HasUnderscoreVariant(IHeaderDictionary headers, HeaderTraits traits, string[] names, string? prefix = null)
    {
        if ((traits & HeaderTraits.Underscore) == 0)
        {
            return false;
        }

        foreach (var (name, _) in headers)
        {
            if (name.Contains('_', StringComparison.Ordinal) && IsVariant(name, names, prefix))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVariant(string name, string[] names, string? prefix)
    {
        var plain = name.Replace('_', '-');

        // Underscores in what follows the prefix are the parameter's own.
        if (prefix is not null && plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return name.AsSpan(0, prefix.Length).Contains('_');
        }

        return names.Contains(plain, StringComparer.OrdinalIgnoreCase);
    }
}
