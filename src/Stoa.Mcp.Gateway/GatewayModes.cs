using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace Stoa.Mcp.Gateway;

/// <summary>The words for modes.</summary>
internal static class GatewayModes
{
    private static readonly FrozenDictionary<string, GatewayMode> Words = new Dictionary<string, GatewayMode>
    {
        ["proxy"] = GatewayMode.Proxy,
        ["edge-mcp"] = GatewayMode.EdgeMcp,
        ["sidecar"] = GatewayMode.Sidecar,
        ["shadow"] = GatewayMode.Shadow,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All words, for messages.</summary>
    public static string All { get; } = "proxy, edge-mcp, sidecar, shadow";

    /// <summary>Whether the word is one.</summary>
    public static bool IsKnown(string word) => Words.ContainsKey(word);

    /// <summary>The mode that a section names; <see cref="GatewayMode.Proxy"/> where it names none, or none that there is, which stops the start later.</summary>
    public static GatewayMode Of(IConfiguration section) => Parse(section["Mode"]);

    /// <summary>The mode of a word, with the same meaning where it is none.</summary>
    public static GatewayMode Parse(string? word) => word is not null && Words.TryGetValue(word, out var mode) ? mode : GatewayMode.Proxy;
}
