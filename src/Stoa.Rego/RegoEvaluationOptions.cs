using Stoa.Rego.Evaluation;

namespace Stoa.Rego;

/// <summary>What limits and steers evaluations. Exceeding a limit is a <see cref="RegoException"/> with <see cref="RegoErrorCodes.Cancelled"/>.</summary>
public sealed record RegoEvaluationOptions
{
    private QuerySettings? _settings;

    /// <summary>The defaults.</summary>
    public static RegoEvaluationOptions Default { get; } = new();

    /// <summary>How long an evaluation may take.</summary>
    /// <value>No limit.</value>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How many steps an evaluation may take: calls, and items gone through.</summary>
    /// <value>10,000,000.</value>
    public long MaxSteps { get; init; } = QuerySettings.Default.MaxSteps;

    /// <summary>How much an evaluation may produce: items of collections, and characters of strings that builtins make.</summary>
    /// <value>50,000,000.</value>
    public long MaxOutput { get; init; } = QuerySettings.Default.MaxOutput;

    /// <summary>Whether a builtin that fails ends the evaluation with an error. Otherwise its call is undefined.</summary>
    /// <value><see langword="false"/>.</value>
    public bool StrictBuiltinErrors { get; init; }

    /// <summary>The time that policies see, or null for the clock's.</summary>
    /// <value><see langword="null"/>.</value>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Makes <c>rand.intn</c> and <c>uuid.rfc4122</c> repeatable.</summary>
    /// <value>None: each evaluation draws others.</value>
    public int? Seed { get; init; }

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Receives what <c>print</c> writes, where the compiler has enabled it.</summary>
    /// <value>Nobody.</value>
    public Action<string, SourceLocation>? Print { get; init; }

    /// <summary>Receives what the evaluation does, where <see cref="RegoCompilerOptions.EnableTrace"/> was on.</summary>
    /// <value>Nobody.</value>
    public Action<RegoTraceEvent>? Trace { get; init; }

    /// <summary>As the machine takes them. Made once where no token comes with them.</summary>
    internal QuerySettings Settings(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? Create(cancellationToken) : _settings ??= Create(default);

    private QuerySettings Create(CancellationToken cancellationToken) => new()
    {
        Deadline = Deadline,
        MaxSteps = MaxSteps,
        MaxOutput = MaxOutput,
        StrictBuiltinErrors = StrictBuiltinErrors,
        Now = Now,
        Seed = Seed,
        Time = TimeProvider,
        Print = Print,
        Trace = Trace,
        CancellationToken = cancellationToken,
    };
}
