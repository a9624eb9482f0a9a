using System.Text.Json;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What is known of a target beside its name, from <see cref="GovernedAttribute"/> and MCP annotations.</summary>
public sealed record TargetMetadata
{
    /// <summary>Nothing is known: no such primitive in the catalogue, or it carries neither attribute nor annotations.</summary>
    public static TargetMetadata None { get; } = new();

    /// <summary>Whether the server's own catalogue has this target.</summary>
    public bool Known { get; init; }

    /// <summary>The tool namespace (<c>analytics</c>), or null.</summary>
    public string? ToolNamespace { get; init; }

    /// <summary>The environment whose data the target touches (<c>production</c>), or null for any.</summary>
    public string? Environment { get; init; }

    /// <summary>What a call may do to the world.</summary>
    public ToolAccess Access { get; init; }

    /// <summary>Scopes a caller needs besides its grant, sorted by ordinal.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Charge of one call, in quota units. <value>1 by default.</value></summary>
    public int Cost { get; init; } = 1;

    /// <summary><c>idempotentHint</c>, where the tool says.</summary>
    public bool? Idempotent { get; init; }

    /// <summary><c>openWorldHint</c>, where the tool says.</summary>
    public bool? OpenWorld { get; init; }

    /// <summary>What the tool declares of itself as <c>x-authzen-mapping</c> (COAZ-MCP), as it is written; undefined where it declares none.</summary>
    internal JsonElement AuthZenMapping { get; init; }
}
