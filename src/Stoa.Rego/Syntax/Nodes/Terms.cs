namespace Stoa.Rego.Syntax;

// The nodes of terms stand together: each is a line, and they are read side by side.

/// <summary>A part of an expression that stands for a value.</summary>
internal abstract record Term(SourceLocation Location);

/// <summary>A scalar as written: null, a boolean, a number, a string.</summary>
internal sealed record ValueTerm(SourceLocation Location, RegoValue Value) : Term(Location);

/// <summary>
/// A variable, <c>input</c> and <c>data</c> included. Every <c>_</c> is a variable of its own, named <c>$0</c>, <c>$1</c>, … by the
/// parser, distinct within a module.
/// </summary>
internal sealed record VarTerm(SourceLocation Location, string Name) : Term(Location)
{
    public bool IsWildcard => Name[0] == '$';
}

/// <summary><c>head.a["b"][c]</c>: a head, any term that can be referred into, and one or more keys. <c>.a</c> is the string <c>"a"</c>.</summary>
internal sealed record RefTerm(SourceLocation Location, Term Head, IReadOnlyList<Term> Keys) : Term(Location);

/// <summary><c>[a, b]</c>.</summary>
internal sealed record ArrayTerm(SourceLocation Location, IReadOnlyList<Term> Items) : Term(Location);

/// <summary><c>{k: v}</c>.</summary>
internal sealed record ObjectTerm(SourceLocation Location, IReadOnlyList<(Term Key, Term Value)> Members) : Term(Location);

/// <summary><c>{a, b}</c> and <c>set()</c>.</summary>
internal sealed record SetTerm(SourceLocation Location, IReadOnlyList<Term> Items) : Term(Location);

/// <summary><c>[head | body]</c>.</summary>
internal sealed record ArrayComprehension(SourceLocation Location, Term Head, Body Body) : Term(Location);

/// <summary><c>{head | body}</c>.</summary>
internal sealed record SetComprehension(SourceLocation Location, Term Head, Body Body) : Term(Location);

/// <summary><c>{key: value | body}</c>.</summary>
internal sealed record ObjectComprehension(SourceLocation Location, Term Key, Term Value, Body Body) : Term(Location);

/// <summary>
/// <c>f(a, b)</c>. <paramref name="Operator"/> is a <see cref="VarTerm"/> (<c>count</c>) or a <see cref="RefTerm"/> (<c>json.patch</c>, <c>data.lib.f</c>).
/// Infix operators are calls of their builtins: <c>+ - * / %</c> are plus, minus, mul, div, rem; <c>== != &lt; &lt;= &gt; &gt;=</c> are equal, neq, lt, lte,
/// gt, gte; <c>&amp; |</c> are and, or; <c>x in xs</c> is internal.member_2, <c>k, x in xs</c> internal.member_3.
/// </summary>
internal sealed record CallTerm(SourceLocation Location, Term Operator, IReadOnlyList<Term> Arguments) : Term(Location)
{
    /// <summary>Whether it was written with an infix operator.</summary>
    public bool IsInfix { get; init; }
}

/// <summary><c>$"a {b}"</c>: text (<see cref="ValueTerm"/> of a string) and expressions (<see cref="TemplateExpression"/>).</summary>
internal sealed record TemplateTerm(SourceLocation Location, IReadOnlyList<Term> Parts) : Term(Location)
{
    /// <summary>Whether it was written between backticks.</summary>
    public bool IsRaw { get; init; }
}

/// <summary>An expression within a template string; undefined ones print as <c>&lt;undefined&gt;</c>.</summary>
internal sealed record TemplateExpression(SourceLocation Location, Expression Expression) : Term(Location);
