namespace Stoa.Mcp.Governance.Resources;

/// <summary>What the gateway shows to a server or an API behind it. Two that are equal share one cache of tokens.</summary>
public sealed record UpstreamAuth
{
    /// <summary>Nothing is shown.</summary>
    public static UpstreamAuth None { get; } = new();

    /// <summary>The way. <value><see cref="UpstreamAuthType.None"/></value></summary>
    public UpstreamAuthType Type { get; init; }

    /// <summary>The token, the header's value, <c>user:password</c>, or the client's secret; null for <see cref="UpstreamAuthType.None"/> alone.</summary>
    public SecretReference? Secret { get; init; }

    /// <summary>Header that the secret goes into; null but for <see cref="UpstreamAuthType.Header"/>.</summary>
    public string? HeaderName { get; init; }

    /// <summary>Token endpoint of the authorization server, where tokens are asked for.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>The gateway's client id there.</summary>
    public string? ClientId { get; init; }

    /// <summary>Scopes to ask for, separated by spaces; null asks for none.</summary>
    public string? Scope { get; init; }

    /// <summary>Resource that the token is for (RFC 8707); null names none.</summary>
    public string? Resource { get; init; }

    /// <summary>Audience that the token is for (RFC 8693, section 2.1); null names none.</summary>
    public string? Audience { get; init; }
}
