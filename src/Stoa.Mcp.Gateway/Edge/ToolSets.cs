using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Compares declared sets by what they say.</summary>
internal static class ToolSets
{
    public static bool AreEqual(ToolSetResource one, ToolSetResource other) => Plain(one) == Plain(other)
        && one.Tools.SequenceEqual(other.Tools)
        && one.ExcludedTools.SequenceEqual(other.ExcludedTools)
        && one.Metadata.Count == other.Metadata.Count
        && one.Metadata.Zip(other.Metadata).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(ToolOverlay one, ToolOverlay other) =>
        one with { Tools = [], Scopes = null } == other with { Tools = one.Tools is [] ? [] : [], Scopes = null }
        && one.Tools.SequenceEqual(other.Tools)
        && (one.Scopes ?? []).SequenceEqual(other.Scopes ?? [], StringComparer.Ordinal)
        && one.Scopes is null == other.Scopes is null;

    private static ToolSetResource Plain(ToolSetResource set) => set with { Tools = [], ExcludedTools = [], Metadata = [], Source = "" };
}
