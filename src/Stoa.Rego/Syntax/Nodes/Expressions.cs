namespace Stoa.Rego.Syntax;

/// <summary>Expressions that must all hold.</summary>
internal sealed record Body(SourceLocation Location, IReadOnlyList<Expression> Expressions);

/// <summary>One expression of a body.</summary>
internal abstract record Expression(SourceLocation Location)
{
    /// <summary>Whether <c>not</c> stands before it. Declarations are never negated.</summary>
    public bool IsNegated { get; init; }

    /// <summary>The <c>with</c> modifiers behind it, in order.</summary>
    public IReadOnlyList<WithModifier> With { get; init; } = [];
}

/// <summary>A term on its own: holds where it is defined and not false.</summary>
internal sealed record TermExpression(SourceLocation Location, Term Term) : Expression(Location);

/// <summary><c>left = right</c>.</summary>
internal sealed record UnifyExpression(SourceLocation Location, Term Left, Term Right) : Expression(Location);

/// <summary><c>left := right</c>. The left side is a variable, or an array or object of such.</summary>
internal sealed record AssignExpression(SourceLocation Location, Term Left, Term Right) : Expression(Location);

/// <summary><c>some x, y</c>.</summary>
internal sealed record SomeExpression(SourceLocation Location, IReadOnlyList<VarTerm> Variables) : Expression(Location);

/// <summary><c>some value in domain</c> and <c>some key, value in domain</c>; key and value may be patterns.</summary>
internal sealed record SomeInExpression(SourceLocation Location, Term? Key, Term Value, Term Domain) : Expression(Location);

/// <summary><c>every value in domain { body }</c> and <c>every key, value in domain { body }</c>.</summary>
internal sealed record EveryExpression(SourceLocation Location, VarTerm? Key, VarTerm Value, Term Domain, Body Body) : Expression(Location);

/// <summary><c>with target as value</c>. The target is a variable or a ref: <c>input.a</c>, <c>data.b</c>, or a function's name.</summary>
internal sealed record WithModifier(SourceLocation Location, Term Target, Term Value);
