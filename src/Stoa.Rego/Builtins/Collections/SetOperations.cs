namespace Stoa.Rego.Builtins;

/// <summary>Sets from two sets.</summary>
internal static class SetOperations
{
    public static RegoSet Union(BuiltinContext context, RegoSet left, RegoSet right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return left.Count == 0 ? right : left;
        }

        context.Produce((long)left.Count + right.Count);
        context.Step(left.Count + right.Count);
        return RegoSet.Owning([.. left.Span, .. right.Span]);
    }

    public static RegoSet Intersection(BuiltinContext context, RegoSet left, RegoSet right) => left.Count <= right.Count
        ? Where(context, left, right, contained: true)
        : Where(context, right, left, contained: true);

    public static RegoSet Difference(BuiltinContext context, RegoSet left, RegoSet right) => Where(context, left, right, contained: false);

    private static RegoSet Where(BuiltinContext context, RegoSet items, RegoSet other, bool contained)
    {
        context.Step(items.Count);
        var kept = new List<RegoValue>();
        foreach (var item in items.Span)
        {
            if (other.Contains(item) == contained)
            {
                kept.Add(item);
            }
        }

        context.Produce(kept.Count);
        return kept.Count == items.Count ? items : RegoSet.Owning([.. kept]);
    }
}
