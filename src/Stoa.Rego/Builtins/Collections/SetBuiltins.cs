using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Sets from sets.</summary>
internal static class SetBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("and", [T.Set, T.Set], T.Set, (context, operands) => SetOperations.Intersection(context, operands.SetAt(0), operands.SetAt(1))) { Infix = "&" },
        new("or", [T.Set, T.Set], T.Set, (context, operands) => SetOperations.Union(context, operands.SetAt(0), operands.SetAt(1))) { Infix = "|" },
        new("set_diff", [T.Set, T.Set], T.Set, (context, operands) => SetOperations.Difference(context, operands.SetAt(0), operands.SetAt(1))) { IsDeprecated = true },
        new("intersection", [T.Set], T.Set, Intersection),
        new("union", [T.Set], T.Set, Union),
    ];

    private static RegoValue? Intersection(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoSet? result = null;
        foreach (var item in operands.SetAt(0).Span)
        {
            if (item is not RegoSet set)
            {
                return context.FailOperandType(1, item, "set");
            }

            result = result is null ? set : SetOperations.Intersection(context, result, set);
        }

        return result ?? RegoSet.Empty;
    }

    private static RegoValue? Union(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var items = new List<RegoValue>();
        foreach (var item in operands.SetAt(0).Span)
        {
            if (item is not RegoSet set)
            {
                return context.FailOperandType(1, item, "set");
            }

            context.Produce(set.Count);
            items.AddRange(set.Span);
        }

        context.Step(items.Count);
        return RegoSet.Owning([.. items]);
    }
}
