namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Who a message over stdio or an in-memory pipe comes from (<c>Stoa:Authentication:Local</c>). Such a peer proves nothing, so the
/// operator says who it is; unset, its messages are denied.
/// </summary>
public sealed class LocalIdentityOptions
{
    /// <summary>The subject. Unset means that no local caller is accepted.</summary>
    /// <value>unset: deny</value>
    public string? Subject { get; set; }

    /// <summary>The tenant it acts for.</summary>
    /// <value>unset: tenancy denies</value>
    public string? Tenant { get; set; }

    /// <summary>The agent that quotas count by.</summary>
    /// <value><see cref="Subject"/></value>
    public string? Agent { get; set; }

    /// <summary>The environment the agent runs in.</summary>
    /// <value>unset</value>
    public string? Environment { get; set; }

    /// <summary>Granted scopes.</summary>
    /// <value>none</value>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Roles.</summary>
    /// <value>none</value>
    public IList<string> Roles { get; set; } = [];
}
