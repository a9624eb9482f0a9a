namespace Stoa.Rego.Evaluation;

/// <summary>What limits and steers one query.</summary>
internal sealed record QuerySettings
{
    public static QuerySettings Default { get; } = new();

    public long MaxSteps { get; init; } = 10_000_000;

    public long MaxOutput { get; init; } = 50_000_000;

    public TimeSpan? Deadline { get; init; }

    public CancellationToken CancellationToken { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public DateTimeOffset? Now { get; init; }

    public int? Seed { get; init; }

    public bool StrictBuiltinErrors { get; init; }

    public Action<string, SourceLocation>? Print { get; init; }

    public RegoObject Runtime { get; init; } = RegoObject.Empty;

    public Action<RegoTraceEvent>? Trace { get; init; }
}
