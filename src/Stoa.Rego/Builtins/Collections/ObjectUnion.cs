namespace Stoa.Rego.Builtins;

/// <summary>Merges objects. Where both have a key, objects merge in turn, and otherwise the later value counts.</summary>
internal static class ObjectUnion
{
    public static RegoObject Merge(BuiltinContext context, RegoObject earlier, RegoObject later)
    {
        context.Produce((long)earlier.Count + later.Count);
        if (earlier.Count == 0 || later.Count == 0)
        {
            return earlier.Count == 0 ? later : earlier;
        }

        context.Step(earlier.Count + later.Count);
        var merged = new RegoObjectBuilder(earlier.Count + later.Count);
        merged.AddAll(earlier);
        AddTo(context, merged, later);
        return merged.Build();
    }

    public static RegoValue? MergeAll(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var objects = operands.ArrayAt(0);
        var merged = new RegoObjectBuilder();

        // From the last to the first, as that order of reading decides which wrong item is named.
        for (var i = objects.Count - 1; i >= 0; i--)
        {
            if (objects[i] is not RegoObject)
            {
                return context.FailItem(1, objects, objects[i], "object");
            }
        }

        foreach (var item in objects.Span)
        {
            var members = (RegoObject)item;
            context.Produce(members.Count);
            context.Step(members.Count);
            AddTo(context, merged, members);
        }

        return merged.Build();
    }

    private static void AddTo(BuiltinContext context, RegoObjectBuilder merged, RegoObject later)
    {
        foreach (var (key, value) in later)
        {
            merged[key] = value is RegoObject inner && merged.Find(key) is RegoObject outer ? Merge(context, outer, inner) : value;
        }
    }
}
