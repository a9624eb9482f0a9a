using System.Security.Claims;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Everything a request offers as proof of who calls. Held for the length of step 1 and then dropped; never logged.</summary>
public sealed class PresentedCredentials
{
    /// <summary>Every value of the <c>Authorization</c> header, as sent.</summary>
    public IReadOnlyList<string> Authorization { get; init; } = [];

    /// <summary>Every value of the <c>X-API-Key</c> header, as sent.</summary>
    public IReadOnlyList<string> ApiKey { get; init; } = [];

    /// <summary>The principal that the host's own authentication established for this request, or null.</summary>
    public ClaimsPrincipal? HostPrincipal { get; init; }

    /// <summary>Whether the message came over a pipe (stdio, in-memory), where only the configured local identity applies.</summary>
    public bool IsLocal { get; init; }
}
