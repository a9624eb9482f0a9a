using System.Numerics;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Ranges of integers, up or down, with both ends.</summary>
internal static class RangeBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("numbers.range", [T.Number, T.Number], T.Array, Range),
        new("numbers.range_step", [T.Number, T.Number, T.Number], T.Array, RangeStep),
    ];

    private static RegoArray? Range(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        operands.IntegerAt(0, context) is { } from && operands.IntegerAt(1, context) is { } to
            ? Enumerate(context, from, to, BigInteger.One)
            : null;

    private static RegoValue? RangeStep(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands.IntegerAt(0, context) is not { } from
            || operands.IntegerAt(1, context) is not { } to
            || operands.IntegerAt(2, context) is not { } step)
        {
            return null;
        }

        return step.Sign > 0 ? Enumerate(context, from, to, step) : context.Fail("step must be a positive integer");
    }

    private static RegoArray Enumerate(BuiltinContext context, BigInteger from, BigInteger to, BigInteger step)
    {
        var count = (BigInteger.Abs(to - from) / step) + 1;
        context.Produce((long)BigInteger.Min(count, long.MaxValue));
        step = to < from ? -step : step;

        // Where no budget stopped it, the conversion refuses what no array can hold.
        var items = new RegoValue[(int)count];
        var isSmall = from >= long.MinValue && from <= long.MaxValue && to >= long.MinValue && to <= long.MaxValue && items.Length > 1;
        for (var i = 0; i < items.Length; i++)
        {
            context.Step();
            items[i] = isSmall ? RegoNumber.Of((long)from + (i * (long)step)) : RegoNumber.Of(from + (i * step));
        }

        return RegoArray.Owning(items);
    }
}
