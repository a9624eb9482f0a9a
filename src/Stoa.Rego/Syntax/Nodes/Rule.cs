namespace Stoa.Rego.Syntax;

/// <summary>One rule.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Head">What it defines.</param>
/// <param name="Body">When. Without a body: the one expression <c>true</c>, and <see cref="HasBody"/> is false.</param>
/// <param name="Else">What holds otherwise: a rule whose head has the same ref and arguments, with a value and body of its own.</param>
internal sealed record Rule(SourceLocation Location, RuleHead Head, Body Body, Rule? Else)
{
    /// <summary>Whether <c>default</c> stands before it.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether a body was written.</summary>
    public bool HasBody { get; init; }

    /// <summary>The source text of the rule with its else branches; of a branch, without those behind it.</summary>
    public string Text { get; init; } = "";
}

/// <summary>A rule's head.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Path">
/// The ref that it defines, below the package: one or more terms. The first is a string (<see cref="ValueTerm"/>), as are all written with a dot;
/// those in brackets are any term.
/// </param>
/// <param name="Arguments">The parameters of a function, else null.</param>
/// <param name="Key">The element of <c>contains element</c>, else null.</param>
/// <param name="Value">The value of <c>= value</c> or <c>:= value</c>; <c>true</c> where none is written; null with <paramref name="Key"/>.</param>
internal sealed record RuleHead(SourceLocation Location, IReadOnlyList<Term> Path, IReadOnlyList<Term>? Arguments, Term? Key, Term? Value)
{
    /// <summary>Whether the value was written with <c>:=</c>.</summary>
    public bool IsAssigned { get; init; }

    /// <summary>Whether a value was written.</summary>
    public bool HasValue { get; init; }
}
