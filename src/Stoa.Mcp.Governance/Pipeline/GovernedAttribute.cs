namespace Stoa.Mcp.Governance;

using Stoa.Mcp.Governance.Pipeline;

/// <summary>
/// Says what policies may read of a tool, prompt or resource. Put it on the method beside <c>[McpServerTool]</c>,
/// or on the class for all its methods; a method's own values win.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class GovernedAttribute : Attribute
{
    private ToolAccess? _access;
    private int? _cost;

    /// <summary>The tool namespace that grants name, for example <c>analytics</c>.</summary>
    public string? ToolNamespace { get; set; }

    /// <summary>The environment whose data it touches, for example <c>production</c>; unset means any.</summary>
    public string? Environment { get; set; }

    /// <summary>Scopes a caller needs, besides a grant.</summary>
    public string[] Scopes { get; set; } = [];

    /// <summary>What a call may do, where MCP annotations do not say. <value>From the annotations.</value></summary>
    public ToolAccess Access
    {
        get => _access ?? ToolAccess.Unclassified;
        set => _access = value;
    }

    /// <summary>Charge of one call, in quota units of at least 0. <value>1</value></summary>
    public int Cost
    {
        get => _cost ?? 1;
        set => _cost = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A cost is 0 or more.");
    }

    internal ToolAccess? AccessIfSet => _access;

    internal int? CostIfSet => _cost;
}
