using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Arrays from arrays.</summary>
internal static class ArrayBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("array.concat", [T.Array, T.Array], T.Array, Concat),
        new("array.flatten", [T.Array], T.Array, Flatten),
        new("array.reverse", [T.Array], T.Array, Reverse),
        new("array.slice", [T.Array, T.Number, T.Number], T.Array, Slice),
    ];

    private static RegoArray Concat(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (left, right) = (operands.ArrayAt(0), operands.ArrayAt(1));
        context.Produce((long)left.Count + right.Count);
        return RegoArray.Owning([.. left.Span, .. right.Span]);
    }

    private static RegoArray Flatten(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var result = new List<RegoValue>();
        foreach (var item in operands.ArrayAt(0).Span)
        {
            if (item is RegoArray nested)
            {
                context.Produce(nested.Count);
                result.AddRange(nested.Span);
            }
            else
            {
                context.Produce(1);
                result.Add(item);
            }
        }

        return RegoArray.Owning([.. result]);
    }

    private static RegoArray Reverse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Produce(operands.ArrayAt(0).Count);
        var items = operands.ArrayAt(0).Span.ToArray();
        Array.Reverse(items);
        return RegoArray.Owning(items);
    }

    private static RegoArray? Slice(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands.ClampedAt(1, context) is not { } start || operands.ClampedAt(2, context) is not { } stop)
        {
            return null;
        }

        var array = operands.ArrayAt(0);
        stop = Math.Clamp(stop, 0, array.Count);
        start = Math.Clamp(start, 0, stop);
        context.Produce(stop - start);
        return RegoArray.Of(array.Span[start..stop]);
    }
}
