namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>Whether access tokens must be bound to a key that their sender proves to hold.</summary>
public enum SenderConstraint
{
    /// <summary>A token that is bound is held to it; one that is not is taken as a bearer token.</summary>
    Optional,

    /// <summary>A token that is bound to nothing is refused.</summary>
    Required,
}
