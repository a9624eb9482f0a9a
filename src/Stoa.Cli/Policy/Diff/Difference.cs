using Stoa.Rego;

namespace Stoa.Cli.Policy.Diff;

/// <summary>An input on which two policies say different things.</summary>
/// <param name="Line">Where it is recorded.</param>
/// <param name="Id">The decision it was recorded with, or null.</param>
/// <param name="Current">What the one says.</param>
/// <param name="Candidate">What the other says.</param>
internal sealed record Difference(int Line, string? Id, Answer Current, Answer Candidate);

/// <summary>What a policy says: a value, nothing, or an error.</summary>
internal sealed record Answer(RegoValue? Value, RegoError? Error)
{
    public override string ToString() => Error is not null ? $"error: {Error.Code}" : Value?.ToString() ?? "undefined";

    public bool IsSameAs(Answer other) => Error?.Code == other.Error?.Code && Value == other.Value;
}
