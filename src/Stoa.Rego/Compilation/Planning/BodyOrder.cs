namespace Stoa.Rego.Compilation.Planning;

/// <summary>
/// Puts the statements of a body into an order in which each finds its variables bound. As near to the source's order as that allows.
/// </summary>
internal static class BodyOrder
{
    /// <summary>
    /// The statements in order. Those that never become ready are left out, and their variables reported.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="bound">The variables that have values before; those of the body are added.</param>
    /// <param name="around">The variables of the bodies around.</param>
    /// <param name="errors">Where variables that nothing binds are reported.</param>
    public static IReadOnlyList<CoreStatement> Of(CoreBody body, HashSet<Variable> bound, HashSet<Variable> around, ErrorList errors)
    {
        var waiting = body.Statements.SelectMany(Split).ToList();
        var shared = Shared(waiting, around);
        var readiness = new Readiness(bound, shared);
        var ordered = new List<CoreStatement>(waiting.Count);
        for (var progress = true; progress && waiting.Count > 0;)
        {
            progress = false;
            for (var i = 0; i < waiting.Count;)
            {
                if (!readiness.IsReady(waiting[i]))
                {
                    i++;
                    continue;
                }

                ordered.Add(waiting[i]);
                bound.UnionWith(Variables.Own(waiting[i]).Select(variable => variable.Variable));
                waiting.RemoveAt(i);
                progress = true;
                // From the start again: an earlier statement may have become ready.
                i = 0;
            }
        }

        foreach (var statement in waiting)
        {
            UnsafeVariables.Report(statement, readiness, errors);
        }

        return ordered;
    }

    /// <summary>The variables that comprehensions in these statements share with the bodies around them.</summary>
    public static HashSet<Variable> Shared(IEnumerable<CoreStatement> statements, HashSet<Variable> around) =>
        [.. statements.SelectMany(Variables.Own).Select(variable => variable.Variable), .. around];

    // Arrays and objects that unify do so part by part, each when it is ready.
    private static IEnumerable<CoreStatement> Split(CoreStatement statement)
    {
        if (statement is not CoreUnify unify)
        {
            return [statement];
        }

        if (unify is { Left: CoreArray left, Right: CoreArray right } && left.Items.Count == right.Items.Count)
        {
            return left.Items.Zip(right.Items, (x, y) => unify with { Left = x, Right = y }).SelectMany(Split);
        }

        if (unify is { Left: CoreObject first, Right: CoreObject second } && KeysOf(first) is { } keys && KeysOf(second) is { } others && keys.SetEquals(others))
        {
            return first.Members
                .Select(member => unify with { Left = member.Value, Right = second.Members.First(other => SameKey(member.Key, other.Key)).Value })
                .SelectMany(Split);
        }

        return [statement];
    }

    private static HashSet<RegoValue>? KeysOf(CoreObject term) =>
        term.Members.All(member => member.Key is CoreConstant) && term.Members.DistinctBy(member => ((CoreConstant)member.Key).Value).Count() == term.Members.Count
            ? [.. term.Members.Select(member => ((CoreConstant)member.Key).Value)]
            : null;

    private static bool SameKey(CoreTerm left, CoreTerm right) => ((CoreConstant)left).Value.Equals(((CoreConstant)right).Value);
}
