namespace Stoa.Mcp.Governance.Sealing;

/// <summary>Handles of tasks (MCP tasks extension).</summary>
internal sealed class TaskHandles(SealKeyRing ring) : OwnedHandles(ring, "task-handle");
