namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>What there is of an issuer's signing keys.</summary>
internal enum SigningKeyState
{
    /// <summary>None yet.</summary>
    NeverRead,

    /// <summary>In use.</summary>
    Usable,

    /// <summary>Too old to be used, and not to be had anew.</summary>
    Stale,
}
