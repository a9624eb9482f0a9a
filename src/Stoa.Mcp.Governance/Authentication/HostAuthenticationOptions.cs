using Stoa.Mcp.Governance.Authentication.Claims;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Whether and how a principal from the host's own authentication (cookie, Negotiate, the host's JWT handler) is a caller
/// (<c>Stoa:Authentication:Host</c>). Only claims of authenticated identities are read.
/// </summary>
public sealed class HostAuthenticationOptions : ClaimMappingOptions
{
    /// <summary>Whether the host's principal is accepted where no header carries a credential. When off, it is ignored.</summary>
    /// <value>true</value>
    public bool Enabled { get; set; } = true;
}
