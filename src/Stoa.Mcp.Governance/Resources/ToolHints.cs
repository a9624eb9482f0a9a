namespace Stoa.Mcp.Governance.Resources;

/// <summary>What a tool says of its effects: MCP tool annotations, all of them decided.</summary>
/// <param name="ReadOnly">Changes nothing.</param>
/// <param name="Destructive">May change or remove what is there.</param>
/// <param name="Idempotent">A second call with the same arguments changes nothing more.</param>
/// <param name="OpenWorld">Reaches things outside a closed domain.</param>
public sealed record ToolHints(bool ReadOnly, bool Destructive, bool Idempotent, bool OpenWorld);
