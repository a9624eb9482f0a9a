namespace Stoa.Rego;

/// <summary>One solution of a query.</summary>
/// <param name="Expressions">The value of every expression of the query, in order.</param>
/// <param name="Bindings">The values of the query's variables.</param>
public sealed record RegoResult(IReadOnlyList<RegoExpressionValue> Expressions, IReadOnlyDictionary<string, RegoValue> Bindings);

/// <summary>The value that an expression of a query has in one solution.</summary>
/// <param name="Value">The value: for expressions that are not terms, such as <c>x := 1</c> and <c>not x</c>, it is true.</param>
/// <param name="Text">The expression's source.</param>
/// <param name="Location">Where in the query it begins.</param>
public sealed record RegoExpressionValue(RegoValue Value, string Text, SourceLocation Location);
