namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>A party that acts for the caller (RFC 8693, section 4.1).</summary>
/// <param name="Subject">Its <c>sub</c>.</param>
/// <param name="Issuer">Who names it so (<c>iss</c>); null where that is the token's issuer.</param>
/// <param name="Client">The client it uses (<c>client_id</c>), or null.</param>
public sealed record CallerActor(string Subject, string? Issuer, string? Client);
