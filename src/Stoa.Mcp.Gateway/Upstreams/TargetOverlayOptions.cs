using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What policies read of an upstream's tools, where the server itself cannot be given attributes (<c>…:Metadata:n</c>).</summary>
public sealed class TargetOverlayOptions
{
    /// <summary>Names of the tools, prompts and resource URIs it is about, as globs. <value>required</value></summary>
    public IList<string> Targets { get; } = [];

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
}
