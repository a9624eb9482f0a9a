namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>What a client asked of the authorize endpoint.</summary>
internal sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>The S256 challenge (RFC 7636).</summary>
    public required string Challenge { get; init; }

    /// <summary>Whom the token is for (RFC 8707).</summary>
    public required string Resource { get; init; }

    public string Scope { get; init; } = "";
}
