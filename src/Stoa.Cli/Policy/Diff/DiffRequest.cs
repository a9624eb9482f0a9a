namespace Stoa.Cli.Policy.Diff;

/// <summary>What <c>stoa policy diff</c> was asked.</summary>
internal sealed record DiffRequest
{
    public required string Current { get; init; }

    public required string Candidate { get; init; }

    /// <summary>What both policies are loaded with.</summary>
    public required IReadOnlyList<string> Shared { get; init; }

    public required string Inputs { get; init; }

    public required string Document { get; init; }

    public bool IsJson { get; init; }
}
