namespace Stoa.Mcp.Governance.Quotas;

/// <summary>One call, as quotas see it.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Agent">The agent (<c>client_id</c> or API key id).</param>
/// <param name="Operation">The MCP method.</param>
/// <param name="Tool">Name of the tool, prompt or resource; empty for the server as a whole.</param>
/// <param name="Cost">Units to take. 0 takes none and needs none left; a limit on calls at the same time counts the call all the same.</param>
public readonly record struct QuotaRequest(string Tenant, string Agent, string Operation, string Tool, int Cost)
{
    /// <summary>The class that the policy put the call in, or null. Rules of a class count the calls of that class alone.</summary>
    public string? Class { get; init; }
}
