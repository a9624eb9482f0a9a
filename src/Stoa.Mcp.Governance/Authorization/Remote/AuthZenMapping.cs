namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>How a message becomes a question for an AuthZEN decision point.</summary>
public enum AuthZenMapping
{
    /// <summary>
    /// As COAZ-MCP maps it: a subject of type <c>identity</c>, the agent as <c>context.agent</c>, and a tool's declared mapping where it has one. What the policy
    /// document knows besides stands in <c>properties</c> and <c>context</c>.
    /// </summary>
    Coaz,

    /// <summary>As COAZ-MCP maps it, and nothing besides.</summary>
    CoazAlone,

    /// <summary>The policy document's own subject, action, resource and context. Declared mappings are not read.</summary>
    Document,
}
