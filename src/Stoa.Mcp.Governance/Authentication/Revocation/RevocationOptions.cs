namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>Credentials that are refused though they verify (<c>Stoa:Authentication:Revocation</c>).</summary>
public sealed class RevocationOptions
{
    /// <summary>YAML or JSON file with revoked tokens, subjects and API keys, relative to the content root. Read again within a second of a change.</summary>
    /// <value>unset: nothing is revoked</value>
    public string? File { get; set; }
}
