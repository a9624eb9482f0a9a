namespace Stoa.Mcp.Governance.Resources;

/// <summary>How a server or an API behind the gateway is shown who calls. The caller's own token is never passed on.</summary>
public enum UpstreamAuthType
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A secret as <c>Authorization: Bearer</c> (RFC 6750).</summary>
    Bearer,

    /// <summary>A secret in a header of its own.</summary>
    Header,

    /// <summary>A secret of the form <c>user:password</c> as <c>Authorization: Basic</c> (RFC 7617).</summary>
    Basic,

    /// <summary>An access token of the gateway's own, by client credentials (RFC 6749, section 4.4).</summary>
    ClientCredentials,

    /// <summary>An access token that the authorization server gives in exchange for the caller's (RFC 8693).</summary>
    TokenExchange,
}
