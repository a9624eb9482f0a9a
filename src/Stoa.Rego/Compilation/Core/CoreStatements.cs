using Stoa.Rego.Builtins;

namespace Stoa.Rego.Compilation;

/// <summary>Statements that must all hold. The order is the source's until <see cref="Planning.BodyOrder"/> has made it safe.</summary>
internal sealed record CoreBody(SourceLocation Location, IReadOnlyList<CoreStatement> Statements);

/// <summary>One statement of a body.</summary>
internal abstract record CoreStatement(SourceLocation Location)
{
    /// <summary>What it sees replaced, in order.</summary>
    public IReadOnlyList<CoreWith> With { get; init; } = [];

    /// <summary>Whether it gives no variable of the source a value: it is what a negated expression computes first.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>The term is defined and not false.</summary>
internal sealed record CoreHolds(SourceLocation Location, CoreTerm Term) : CoreStatement(Location);

/// <summary>Both terms are the same value.</summary>
internal sealed record CoreUnify(SourceLocation Location, CoreTerm Left, CoreTerm Right) : CoreStatement(Location);

/// <summary>The statement does not hold.</summary>
internal sealed record CoreNot(SourceLocation Location, CoreStatement Statement) : CoreStatement(Location);

/// <summary>The body holds for every item of the domain.</summary>
internal sealed record CoreEvery(SourceLocation Location, Variable Key, Variable Value, CoreTerm Domain, CoreBody Body) : CoreStatement(Location);

/// <summary><c>walk(document, [path, value])</c>, the one relation among the builtins.</summary>
internal sealed record CoreWalk(SourceLocation Location, CoreTerm Document, CoreTerm Output) : CoreStatement(Location);

/// <summary>A replacement while a statement is evaluated.</summary>
internal abstract record CoreWith(SourceLocation Location);

/// <summary>A part of <c>input</c>, or all of it, is another value.</summary>
internal sealed record CoreWithInput(SourceLocation Location, IReadOnlyList<RegoValue> Path, CoreTerm Value) : CoreWith(Location);

/// <summary>A part of <c>data</c>, or all of it, is another value, rules included.</summary>
internal sealed record CoreWithData(SourceLocation Location, IReadOnlyList<RegoValue> Path, CoreTerm Value) : CoreWith(Location);

/// <summary>A function is another function or a value: exactly one of the targets and one of the replacements is given.</summary>
internal sealed record CoreWithFunction(SourceLocation Location, Builtin? Builtin, RuleNode? Function) : CoreWith(Location)
{
    public CoreTerm? Value { get; init; }

    public Builtin? ByBuiltin { get; init; }

    public RuleNode? ByFunction { get; init; }
}
