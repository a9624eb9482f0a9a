using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>What a whole collection comes to.</summary>
internal static class AggregateBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("count", [T.Collection | T.Text], T.Number, Count),
        Fold("sum", 0, RegoArithmetic.Add),
        Fold("product", 1, RegoArithmetic.Multiply),
        Extreme("max", 1),
        Extreme("min", -1),
        new("sort", [T.List], T.Array, Sort),
        new("all", [T.List], T.Boolean, (context, operands) => Boolean(context, operands, EveryTrue)) { IsDeprecated = true },
        new("any", [T.List], T.Boolean, (context, operands) => Boolean(context, operands, AnyTrue)) { IsDeprecated = true },
    ];

    private static RegoNumber Count(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => RegoNumber.Of(operands[0] switch
    {
        RegoArray array => array.Count,
        RegoSet set => set.Count,
        RegoObject members => members.Count,
        var text => CodePoints.Count(((RegoString)text).Value),
    });

    private static Builtin Fold(string name, long seed, Func<RegoNumber, RegoNumber, RegoNumber> operation) =>
        new(name, [T.List], T.Number, (context, operands) =>
        {
            RegoNumber? result = RegoNumber.Of(seed);
            foreach (var item in operands.ItemsAt(0))
            {
                context.Step();
                if (item is not RegoNumber number)
                {
                    return context.FailItem(1, operands[0], item, "number");
                }

                NumberSize.Charge(context, result, number);
                result = NumberSize.Check(context, operation(result, number));
                if (result is null)
                {
                    return null;
                }
            }

            return result;
        });

    private static Builtin Extreme(string name, int sign) => new(name, [T.List], T.Any, (context, operands) =>
    {
        RegoValue? result = null;
        foreach (var item in operands.ItemsAt(0))
        {
            context.Step();
            result = result is null || item.CompareTo(result) * sign > 0 ? item : result;
        }

        return result;
    });

    private static RegoArray Sort(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is RegoSet set)
        {
            return RegoArray.Of(set.Span);
        }

        var items = operands.ArrayAt(0).Span.ToArray();
        context.Step(items.Length * int.Log2(items.Length | 1));
        Array.Sort(items);
        return RegoArray.Owning(items);
    }

    private static RegoBoolean Boolean(BuiltinContext context, ReadOnlySpan<RegoValue> operands, Func<RegoValue, bool> test)
    {
        context.Step(operands.ItemsAt(0).Length);
        return RegoBoolean.Of(test(operands[0]));
    }

    private static bool EveryTrue(RegoValue list) => !OperandReading.Items(list).ContainsAnyExcept(RegoBoolean.True);

    private static bool AnyTrue(RegoValue list) => OperandReading.Items(list).Contains(RegoBoolean.True);
}
