namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What the caller showed, beside the credential, that it is the one the credential was issued to (RFC 7800).</summary>
public enum CallerConfirmation
{
    /// <summary>Nothing: whoever holds the credential can use it.</summary>
    None,

    /// <summary>A proof for this very request by the key that the token names (RFC 9449).</summary>
    Dpop,

    /// <summary>The client certificate that the credential names, or is (RFC 8705).</summary>
    Certificate,
}
