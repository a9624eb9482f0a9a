namespace Stoa.Mcp.Governance.Messages;

/// <summary>Which characters a tool name may hold before it is treated as the name of a tool that does not exist.</summary>
public enum NameCharacters
{
    /// <summary><c>A-Z a-z 0-9 _ - .</c>: the set that MCP 2026-07-28 says tool names should keep to (server/tools, "Tool Names").</summary>
    Strict,

    /// <summary>Every character that can be seen: no controls, no bidirectional or zero-width marks, no separators but the space.</summary>
    Printable,
}
