using Stoa.Rego;

namespace Stoa.Cli.Policy.Eval;

/// <summary>What <c>stoa policy eval</c> was asked.</summary>
internal sealed record EvalRequest
{
    public required string Query { get; init; }

    public required IReadOnlyList<string> Paths { get; init; }

    public required IReadOnlyList<string> Bundles { get; init; }

    public required RegoBundleOptions BundleOptions { get; init; }

    public string? InputFile { get; init; }

    public bool IsJson { get; init; }

    public bool Explain { get; init; }

    public bool StrictBuiltinErrors { get; init; }

    public bool Fail { get; init; }

    public bool FailDefined { get; init; }
}
