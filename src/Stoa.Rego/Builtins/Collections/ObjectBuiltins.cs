using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Objects: lookup, selection and merging.</summary>
internal static class ObjectBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("object.get", [T.Members, T.Any, T.Any], T.Any, (context, operands) => Find(context, operands.ObjectAt(0), operands[1]) ?? operands[2]),
        new("object.keys", [T.Members], T.Set, Keys),
        new("object.filter", [T.Members, T.Collection], T.Members, (context, operands) => Select(context, operands, listed: true)) { ChecksOperands = true },
        new("object.remove", [T.Members, T.Collection], T.Members, (context, operands) => Select(context, operands, listed: false)) { ChecksOperands = true },
        new("object.subset", [T.Collection, T.Collection], T.Boolean, ObjectSubset.Compute) { ChecksOperands = true },
        new("object.union", [T.Members, T.Members], T.Members, (context, operands) => ObjectUnion.Merge(context, operands.ObjectAt(0), operands.ObjectAt(1))),
        new("object.union_n", [T.Array], T.Members, ObjectUnion.MergeAll),
    ];

    // An array is a path, everything else a key.
    private static RegoValue? Find(BuiltinContext context, RegoObject members, RegoValue key)
    {
        if (key is not RegoArray path)
        {
            return members.Find(key);
        }

        RegoValue? value = members;
        foreach (var step in path.Span)
        {
            context.Step();
            value = value switch
            {
                RegoObject inner => inner.Find(step),
                RegoArray array => array.Find(step),
                RegoSet set => set.Find(step),
                _ => null,
            };
        }

        return value;
    }

    private static RegoSet Keys(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var keys = operands.ObjectAt(0).KeySpan;
        context.Produce(keys.Length);
        return RegoSet.Of(keys);
    }

    private static RegoValue? Select(BuiltinContext context, ReadOnlySpan<RegoValue> operands, bool listed)
    {
        if (operands[0] is not RegoObject members)
        {
            return context.FailOperandType(1, operands[0], "object");
        }

        if (KeysIn(operands[1]) is not { } keys)
        {
            return context.FailOperandType(2, operands[1], "object", "set", "array");
        }

        context.Step(members.Count + keys.Count);
        var selected = new RegoObjectBuilder(members.Count);
        foreach (var (key, value) in members)
        {
            if (keys.Contains(key) == listed)
            {
                context.Produce(1);
                selected[key] = value;
            }
        }

        return selected.Build();
    }

    private static RegoSet? KeysIn(RegoValue collection) => collection switch
    {
        RegoSet set => set,
        RegoArray array => RegoSet.Of(array.Span),
        RegoObject members => RegoSet.Of(members.KeySpan),
        _ => null,
    };
}
