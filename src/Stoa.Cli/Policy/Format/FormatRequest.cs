namespace Stoa.Cli.Policy.Format;

/// <summary>What <c>stoa policy fmt</c> was asked.</summary>
internal sealed record FormatRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public bool Write { get; init; }

    public bool List { get; init; }

    public bool Diff { get; init; }

    public bool Fail { get; init; }
}
