using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>A JWT as the one strict reading has it. Nothing in it is verified yet.</summary>
internal sealed class JwtReading
{
    public required string Algorithm { get; init; }

    public string? KeyId { get; init; }

    public string? Type { get; init; }

    public required string Issuer { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public string? TokenId { get; init; }

    /// <summary>The key it is bound to (<c>cnf</c>), or null.</summary>
    public KeyBinding? Binding { get; init; }

    /// <summary>The payload's members: strings as they are, arrays one claim an element, objects as JSON.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>The payload as it is written.</summary>
    public required JsonElement Payload { get; init; }
}
