namespace Stoa.Mcp.Governance;

/// <summary>What this server is called (<c>Stoa</c>).</summary>
public sealed class GovernanceOptions
{
    /// <summary>Name of this MCP server in policies, audit records and usage events. <value>the application's name</value></summary>
    public string Server { get; set; } = "";

    /// <summary>The environment this server runs in, as policies compare it. <value>the host's environment name in lower case</value></summary>
    public string Environment { get; set; } = "";
}
