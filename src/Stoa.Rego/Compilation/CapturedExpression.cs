using Stoa.Rego.Builtins;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

/// <summary>An expression of a query, and the variable that its value is captured in, or null where it has none.</summary>
internal sealed record CapturedExpression(string? Variable, string Text, SourceLocation Location)
{
    // No name in source has a space in it.
    private const string Prefix = "value ";

    public static bool IsCapture(string variable) => variable.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The query with every term on its own unified with a variable.</summary>
    public static (Body Body, IReadOnlyList<CapturedExpression> Captured) Capture(string source, Body query, IReadOnlyDictionary<string, Builtin> builtins)
    {
        var captured = new List<CapturedExpression>();
        var expressions = new List<Expression>();
        for (var i = 0; i < query.Expressions.Count; i++)
        {
            var expression = query.Expressions[i];
            var end = i + 1 < query.Expressions.Count ? OffsetOf(source, query.Expressions[i + 1].Location) : source.Length;
            var text = source[OffsetOf(source, expression.Location)..end].Trim(' ', '\t', '\r', '\n', ';');
            var variable = HasValue(expression, builtins) ? $"{Prefix}{i}" : null;
            captured.Add(new CapturedExpression(variable, text, expression.Location));
            expressions.Add(variable is null
                ? expression
                : new UnifyExpression(expression.Location, new VarTerm(expression.Location, variable), ((TermExpression)expression).Term) { With = expression.With });
        }

        return (query with { Expressions = expressions }, captured);
    }

    // print has no value, and a call with one operand more than its function takes hands its value to that operand.
    private static bool HasValue(Expression expression, IReadOnlyDictionary<string, Builtin> builtins) =>
        expression is TermExpression { IsNegated: false } held && (held.Term is not CallTerm call || HasValue(call, builtins));

    private static bool HasValue(CallTerm call, IReadOnlyDictionary<string, Builtin> builtins)
    {
        var name = call.Operator switch
        {
            VarTerm variable => variable.Name,
            RefTerm { Head: VarTerm head } reference when reference.Keys.All(key => key is ValueTerm { Value: RegoString }) =>
                $"{head.Name}.{string.Join('.', reference.Keys.Select(key => ((RegoString)((ValueTerm)key).Value).Value))}",
            _ => "",
        };
        return name != "print" && (!builtins.TryGetValue(name, out var builtin) || call.Arguments.Count <= builtin.Operands.Count);
    }

    private static int OffsetOf(string source, SourceLocation location)
    {
        var offset = 0;
        for (var row = 1; row < location.Row; row++)
        {
            offset = source.IndexOf('\n', offset) + 1;
        }

        return offset + SourceLine.CharactersBefore(source.AsSpan(offset), location.Column);
    }
}
