namespace Stoa.Rego;

/// <summary>Something that an evaluation did.</summary>
/// <param name="Kind">What.</param>
/// <param name="Location">Where in the source.</param>
/// <param name="Depth">How many rules are around, from 0.</param>
/// <param name="Name">The rule, for <see cref="RegoTraceKind.Enter"/> and <see cref="RegoTraceKind.Exit"/>; else null.</param>
public readonly record struct RegoTraceEvent(RegoTraceKind Kind, SourceLocation Location, int Depth, string? Name);

/// <summary>What an evaluation did.</summary>
public enum RegoTraceKind
{
    /// <summary>It began a rule.</summary>
    Enter,

    /// <summary>It began a statement.</summary>
    Evaluate,

    /// <summary>A statement held.</summary>
    Hold,

    /// <summary>A rule's body held to its end.</summary>
    Exit,
}
