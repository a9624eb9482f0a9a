using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What an upstream is shown (<c>…:Auth</c>). Never what the caller showed: its credential stays here.</summary>
public sealed class UpstreamAuthOptions
{
    /// <summary><c>None</c>, <c>Bearer</c>, <c>Header</c>, <c>Basic</c>, <c>ClientCredentials</c> (RFC 6749) or <c>TokenExchange</c> (RFC 8693). <value><c>None</c></value></summary>
    public UpstreamAuthType Type { get; set; }

    /// <summary>Folder of the secret below <c>Stoa:Gateway:SecretsFolder</c>.</summary>
    public string? SecretName { get; set; }

    /// <summary>File of the secret in that folder.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Header that the secret goes into, for <c>Header</c>.</summary>
    public string? HeaderName { get; set; }

    /// <summary>Token endpoint of the authorization server.</summary>
    public Uri? TokenUrl { get; set; }

    /// <summary>The gateway's client id there.</summary>
    public string? ClientId { get; set; }

    /// <summary>Scopes to ask for, separated by spaces.</summary>
    public string? Scope { get; set; }

    /// <summary>Resource that the token is for (RFC 8707).</summary>
    public string? Resource { get; set; }

    /// <summary>Audience that the token is for (RFC 8693).</summary>
    public string? Audience { get; set; }

    /// <summary>The same, as resources have it.</summary>
    internal UpstreamAuth ToAuth() => Type == UpstreamAuthType.None ? UpstreamAuth.None : new UpstreamAuth
    {
        Type = Type,
        Secret = SecretName is null ? null : new SecretReference(SecretName, SecretKey ?? ""),
        HeaderName = HeaderName,
        TokenUrl = TokenUrl,
        ClientId = ClientId,
        Scope = Scope,
        Resource = Resource,
        Audience = Audience,
    };
}
