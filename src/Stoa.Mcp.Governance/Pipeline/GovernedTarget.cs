namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What a message addresses. Names compare by ordinal: two names that look alike are two names.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Name">Tool or prompt name, resource URI, URI template or task handle; empty for the server as a whole.</param>
public readonly record struct GovernedTarget(GovernedTargetKind Kind, string Name)
{
    /// <summary>The server as a whole.</summary>
    public static GovernedTarget Server { get; } = new(GovernedTargetKind.Server, "");

    /// <inheritdoc />
    public override string ToString() => Kind == GovernedTargetKind.Server ? "server" : $"{Kind} '{Name}'";
}
