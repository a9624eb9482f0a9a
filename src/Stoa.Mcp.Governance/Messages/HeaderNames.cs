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

    /// <summary>
    /// Whether a header is one of ours but for underscores. Hops in the manner of CGI take both for the same header, so one could
    /// route by a value that nobody compared with the body.
    /// </summary>
    internal static bool HasUnderscoreVariant(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.Contains('_', StringComparison.Ordinal) && IsVariant(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVariant(string name)
    {
        var plain = name.Replace('_', '-');

        // Underscores in what follows the prefix are the parameter's own.
        if (plain.StartsWith(ParameterPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return name.AsSpan(0, ParameterPrefix.Length).Contains('_');
        }

        return Guarded.Contains(plain, StringComparer.OrdinalIgnoreCase);
    }
}
