namespace Stoa.Mcp.Governance.Resources;

/// <summary>An MCP server behind the gateway whose tools are offered (<c>gostoa.dev/v1alpha1</c>, kind <c>ToolSet</c>).</summary>
public sealed record ToolSetResource
{
    /// <summary><c>metadata.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>metadata.namespace</c>: the tenant it belongs to; null where every tenant may be granted its tools.</summary>
    public string? Namespace { get; init; }

    /// <summary>Address of the server; null for <see cref="ToolSetTransport.Stdio"/> alone.</summary>
    public Uri? Url { get; init; }

    /// <summary>How it is spoken to. <value><see cref="ToolSetTransport.StreamableHttp"/></value></summary>
    public ToolSetTransport Transport { get; init; }

    /// <summary>Name of the allowed command that is the server; null but for <see cref="ToolSetTransport.Stdio"/>.</summary>
    public string? Command { get; init; }

    /// <summary>What is shown to the server. <value>nothing</value></summary>
    public UpstreamAuth Auth { get; init; } = UpstreamAuth.None;

    /// <summary>How long the server may take to connect and to begin an answer; null for the gateway's default.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Tools that are offered, by the names that the server gives them; empty for all.</summary>
    public IReadOnlyList<NamePattern> Tools { get; init; } = [];

    /// <summary>Tools that are not offered, by exact names that the server gives them, whatever <see cref="Tools"/> says.</summary>
    public IReadOnlyList<string> ExcludedTools { get; init; } = [];

    /// <summary>Stands before every name of the server's; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What policies read of the tools. The first overlay that matches a tool and says something of a field wins that field.</summary>
    public IReadOnlyList<ToolOverlay> Metadata { get; init; } = [];

    /// <summary>Where it was read: <c>file:line</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Whether a tool of the server, by its own name for it, is offered.</summary>
    internal bool Offers(string tool) =>
        (Tools.Count == 0 || Tools.Any(pattern => pattern.Matches(tool))) && !ExcludedTools.Contains(tool, StringComparer.Ordinal);
}
