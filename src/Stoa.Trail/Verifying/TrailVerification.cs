namespace Stoa.Trail.Verifying;

/// <summary>What <see cref="TrailVerifier"/> found.</summary>
public sealed record TrailVerification
{
    /// <summary>Whether every check passed.</summary>
    public bool IsIntact => Problem is null;

    /// <summary>The first problem, of the first chain that has one; null where the trail is intact.</summary>
    public TrailProblem? Problem { get; init; }

    /// <summary>The trail's id, as its segments give it; null where none does.</summary>
    public string? Trail { get; init; }

    /// <summary>The chains of the folder.</summary>
    public required IReadOnlyList<ChainVerification> Chains { get; init; }

    /// <summary>The keys that valid heads were signed with.</summary>
    public required IReadOnlyList<UsedKey> Keys { get; init; }

    /// <summary>
    /// Whether the keys were taken from the trail itself, as none was given. Then heads prove that the trail is consistent, not who
    /// wrote it: whoever can replace the whole trail can sign it with a key of their own.
    /// </summary>
    public bool KeysAreFromTrail { get; init; }

    /// <summary>Heads given from elsewhere that belong to other trails.</summary>
    public int HeadsOfOtherTrails { get; init; }

    /// <summary>What is unusual and breaks nothing, in the order in which it was found; at most 20 of them.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
