using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>The names that the expressions of a body declare.</summary>
internal static class DeclaredNames
{
    public static IReadOnlySet<string> Of(Body body)
    {
        var names = new HashSet<string>();
        foreach (var expression in body.Expressions)
        {
            foreach (var variable in expression switch
            {
                AssignExpression assign => InPattern(assign.Left),
                SomeExpression some => some.Variables,
                SomeInExpression some => InPattern(some.Value).Concat(some.Key is null ? [] : InPattern(some.Key)),
                _ => [],
            })
            {
                names.Add(variable.Name);
            }
        }

        return names;
    }

    /// <summary>The variables of a pattern in order: the term itself, items of arrays, values of objects.</summary>
    public static IEnumerable<VarTerm> InPattern(Term pattern) => pattern switch
    {
        VarTerm variable => [variable],
        ArrayTerm array => array.Items.SelectMany(InPattern),
        ObjectTerm members => members.Members.SelectMany(member => InPattern(member.Value)),
        _ => [],
    };
}
