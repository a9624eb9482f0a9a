namespace Stoa.Mcp.Governance.Authentication.Resource;

/// <summary>
/// This server as an OAuth protected resource (<c>Stoa:Authentication:Resource</c>; RFC 9728, section 2). The authorization servers it
/// names are exactly the configured issuers.
/// </summary>
public sealed class ProtectedResourceOptions
{
    /// <summary>The canonical URI of the MCP endpoint, without fragment. Set it behind a proxy.</summary>
    /// <value>unset: from the request's scheme, host and path</value>
    public string? Resource { get; set; }

    /// <summary>Name for people.</summary>
    /// <value>unset</value>
    public string? ResourceName { get; set; }

    /// <summary>Page for developers.</summary>
    /// <value>unset</value>
    public string? ResourceDocumentation { get; set; }

    /// <summary>Scopes that a client needs to begin with, in the metadata and in the challenge of a 401; more are had by stepping up.</summary>
    /// <value>none: both leave them out</value>
    public IList<string> ScopesSupported { get; set; } = [];
}
