using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What policies read of an upstream's tools, where the server itself cannot be given attributes (<c>…:Metadata:n</c>).</summary>
public sealed class ToolOverlayOptions
{
    /// <summary>Names of the tools it is about, as globs; they match prompts and resource URIs too. <value>required</value></summary>
    public IList<string> Tools { get; } = [];

    /// <summary>The tool namespace.</summary>
    public string? ToolNamespace { get; set; }

    /// <summary>The environment whose data they touch.</summary>
    public string? Environment { get; set; }

    /// <summary>What a call may do, in the place of the server's own annotations.</summary>
    public ToolAccess? Access { get; set; }

    /// <summary>Scopes a caller needs besides its grant.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Charge of one call, in quota units.</summary>
    public int? Cost { get; set; }

    /// <summary>The overlay that this describes.</summary>
    internal ToolOverlay ToOverlay() => new()
    {
        Tools = [.. Tools.Select(text => new NamePattern(text))],
        ToolNamespace = ToolNamespace,
        Environment = Environment,
        Access = Access,
        Scopes = Scopes.Count == 0 ? null : [.. Scopes.Distinct().Order(StringComparer.Ordinal)],
        Cost = Cost,
    };
}
