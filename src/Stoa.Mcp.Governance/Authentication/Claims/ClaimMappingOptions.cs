namespace Stoa.Mcp.Governance.Authentication.Claims;

/// <summary>
/// Names the claims that a caller is read from. A name is looked up as written; where no claim has it and it contains a dot, it is
/// read as a path into a claim that holds a JSON object (<c>realm_access.roles</c>).
/// </summary>
public abstract class ClaimMappingOptions
{
    private protected ClaimMappingOptions()
    {
    }

    /// <summary>The caller's stable identifier; must hold exactly one string.</summary>
    /// <value><c>sub</c></value>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>The tenant; two different values refuse the credential.</summary>
    /// <value><c>tenant_id</c></value>
    public string TenantClaim { get; set; } = "tenant_id";

    /// <summary>The client or agent, first found wins; the subject stands in where none is found.</summary>
    /// <value><c>client_id</c>, <c>azp</c> when empty</value>
    public IList<string> AgentClaims { get; set; } = [];

    /// <summary>The environment the agent runs in.</summary>
    /// <value><c>agent_environment</c></value>
    public string EnvironmentClaim { get; set; } = "agent_environment";

    /// <summary>Granted scopes, separated by spaces or as an array; all named claims are read (RFC 8693, section 4.2).</summary>
    /// <value><c>scope</c>, <c>scp</c> when empty</value>
    public IList<string> ScopeClaims { get; set; } = [];

    /// <summary>Roles, one a value; all named claims are read.</summary>
    /// <value><c>roles</c>, <c>realm_access.roles</c> when empty</value>
    public IList<string> RolesClaims { get; set; } = [];

    /// <summary>The e-mail address.</summary>
    /// <value><c>email</c></value>
    public string EmailClaim { get; set; } = "email";
}
