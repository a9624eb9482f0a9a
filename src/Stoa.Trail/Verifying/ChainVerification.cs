namespace Stoa.Trail.Verifying;

/// <summary>What was found in one chain, up to its first problem.</summary>
public sealed record ChainVerification
{
    /// <summary>The chain: <c>audit</c> or <c>refusals</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>Its first problem; null where it is intact. Nothing behind it was looked at.</summary>
    public TrailProblem? Problem { get; init; }

    /// <summary>Segments read, empty ones too.</summary>
    public int Segments { get; init; }

    /// <summary>Lines that passed.</summary>
    public long Lines { get; init; }

    /// <summary>The <c>seq</c> of the first line; 0 where there is none. Above 1, retention has removed what was before.</summary>
    public long FirstSequence { get; init; }

    /// <summary>The <c>seq</c> of the last line that passed; 0 where there is none.</summary>
    public long LastSequence { get; init; }

    /// <summary>The hash of that line, 64 hex digits; empty where there is none.</summary>
    public string LastHash { get; init; } = "";

    /// <summary>Time of the first line; null where there is none.</summary>
    public DateTimeOffset? FirstTime { get; init; }

    /// <summary>Time of the last line that passed; null where there is none.</summary>
    public DateTimeOffset? LastTime { get; init; }

    /// <summary>Heads whose signature is valid.</summary>
    public long Heads { get; init; }

    /// <summary>Lines behind the last valid head: chained, and covered by no signature yet.</summary>
    public long LinesAfterLastHead { get; init; }

    /// <summary>Records with an intent and an outcome.</summary>
    public long ClosedRecords { get; init; }

    /// <summary>Records that are one denial.</summary>
    public long Denials { get; init; }

    /// <summary>Records whose intent has no outcome: calls under way, or the process ended. The next start closes them as <c>unknown</c>.</summary>
    public int OpenRecords { get; init; }

    /// <summary>The <c>seq</c> of the oldest of those intents; null where there is none.</summary>
    public long? OldestOpen { get; init; }

    /// <summary>Heads given from elsewhere that stand in the chain as given.</summary>
    public int KnownHeadsFound { get; init; }

    /// <summary>Heads given from elsewhere that are older than the oldest line kept, and so cannot be checked.</summary>
    public int KnownHeadsRemoved { get; init; }
}
