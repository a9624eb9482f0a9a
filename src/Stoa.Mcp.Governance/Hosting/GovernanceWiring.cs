namespace Stoa.Mcp.Governance.Hosting;

/// <summary>Which of the calls that belong together were made.</summary>
internal sealed class GovernanceWiring
{
    /// <summary><c>WithStoaGovernance()</c> on the MCP server builder.</summary>
    public bool HasFilters { get; set; }

    /// <summary><c>UseStoaGovernance()</c> on the application.</summary>
    public bool HasMiddleware { get; set; }
}
