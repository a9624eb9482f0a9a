namespace Stoa.Rego.Builtins;

/// <summary>
/// Whether one collection holds another: an object every member, and in turn what is in them; a set every item; an array the whole other
/// array in one piece, or every item of a set.
/// </summary>
internal static class ObjectSubset
{
    public static RegoValue? Compute(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => (operands[0], operands[1]) switch
    {
        (RegoArray array, RegoSet set) => RegoBoolean.Of(Holds(context, RegoSet.Of(array.Span), set)),
        (RegoObject or RegoSet or RegoArray, var sub) when sub.Kind == operands[0].Kind => RegoBoolean.Of(Holds(context, operands[0], sub)),
        _ => context.FailType("both arguments object.subset must be of the same type or array and set"),
    };

    private static bool Holds(BuiltinContext context, RegoValue super, RegoValue sub) => (super, sub) switch
    {
        (RegoObject outer, RegoObject inner) => HoldsMembers(context, outer, inner),
        (RegoSet outer, RegoSet inner) => HoldsItems(context, outer, inner),
        (RegoArray outer, RegoArray inner) => HoldsRun(context, outer.Span, inner.Span),
        _ => super.Equals(sub),
    };

    private static bool HoldsMembers(BuiltinContext context, RegoObject super, RegoObject sub)
    {
        foreach (var (key, value) in sub)
        {
            context.Step();
            if (super.Find(key) is not { } candidate || !Holds(context, candidate, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsItems(BuiltinContext context, RegoSet super, RegoSet sub)
    {
        context.Step(sub.Count);
        foreach (var item in sub.Span)
        {
            if (!super.Contains(item))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsRun(BuiltinContext context, ReadOnlySpan<RegoValue> super, ReadOnlySpan<RegoValue> sub)
    {
        for (var start = 0; start <= super.Length - sub.Length; start++)
        {
            context.Step(1 + sub.CommonPrefixLength(super[start..]));
            if (super[start..].StartsWith(sub))
            {
                return true;
            }
        }

        return false;
    }
}
