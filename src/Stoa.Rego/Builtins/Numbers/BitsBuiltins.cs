using System.Numerics;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Bitwise operations on integers of any size, in two's complement.</summary>
internal static class BitsBuiltins
{
    private const int MaxShift = RegoNumber.MaxDigits * 3;

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Binary("bits.and", (x, y) => x & y),
        Binary("bits.or", (x, y) => x | y),
        Binary("bits.xor", (x, y) => x ^ y),
        new("bits.negate", [T.Number], T.Number, Negate),
        new("bits.lsh", [T.Number, T.Number], T.Number, (context, operands) => Shift(context, operands, left: true)),
        new("bits.rsh", [T.Number, T.Number], T.Number, (context, operands) => Shift(context, operands, left: false)),
    ];

    private static Builtin Binary(string name, Func<BigInteger, BigInteger, BigInteger> operation) =>
        new(name, [T.Number, T.Number], T.Number, (context, operands) =>
        {
            NumberSize.Charge(context, operands.NumberAt(0), operands.NumberAt(1));
            return operands.IntegerAt(0, context) is { } x && operands.IntegerAt(1, context) is { } y
                ? RegoNumber.Of(operation(x, y))
                : null;
        });

    private static RegoNumber? Negate(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        operands.IntegerAt(0, context) is { } x ? RegoNumber.Of(-x - 1) : null;

    private static RegoValue? Shift(BuiltinContext context, ReadOnlySpan<RegoValue> operands, bool left)
    {
        if (operands.IntegerAt(0, context) is not { } value || operands.IntegerAt(1, context) is not { } distance)
        {
            return null;
        }

        if (distance.Sign < 0)
        {
            return context.FailOperand(2, "must be an unsigned integer number but got a negative integer");
        }

        if (!left)
        {
            return RegoNumber.Of(value >> (int)BigInteger.Min(distance, int.MaxValue));
        }

        if (value.IsZero)
        {
            return RegoNumber.Of(0);
        }

        if (distance > MaxShift)
        {
            return context.Fail($"the result has more than {RegoNumber.MaxDigits} digits");
        }

        context.Produce((int)distance / 8);
        return NumberSize.Check(context, RegoNumber.Of(value << (int)distance));
    }
}
