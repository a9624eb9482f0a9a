namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What a call may do to the world, from MCP tool annotations or <see cref="GovernedAttribute.Access"/>.</summary>
public enum ToolAccess
{
    /// <summary>Nobody said. Treated as the worst case: granted only by a grant that names it.</summary>
    Unclassified,

    /// <summary>Reads only (<c>readOnlyHint: true</c>). Lists, prompts and resources are reads.</summary>
    Read,

    /// <summary>Adds or changes, and destroys nothing (<c>readOnlyHint: false, destructiveHint: false</c>).</summary>
    Write,

    /// <summary>May destroy (<c>destructiveHint: true</c>, the protocol's default for a tool that is not read-only).</summary>
    Destructive,
}
