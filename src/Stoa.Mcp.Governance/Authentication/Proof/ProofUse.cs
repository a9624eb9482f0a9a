namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>What a replay cache says of a proof.</summary>
public enum ProofUse
{
    /// <summary>There is no room to remember it, so whether it comes again could not be told: refused.</summary>
    NoRoom,

    /// <summary>It was used before: refused.</summary>
    Repeated,

    /// <summary>Never seen, and remembered from now on.</summary>
    First,

    /// <summary>Its key has used up the room that one key may take: refused, and only the proofs of that key are.</summary>
    NoRoomForKey,
}
