using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Arithmetic. Subtraction also takes the difference of sets.</summary>
internal static class ArithmeticBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("plus", [T.Number, T.Number], T.Number, (context, operands) => Bounded(context, operands, RegoArithmetic.Add)) { Infix = "+" },
        new("minus", [T.Number | T.Set, T.Number | T.Set], T.Number | T.Set, Minus) { Infix = "-", ChecksOperands = true },
        new("mul", [T.Number, T.Number], T.Number, (context, operands) => Bounded(context, operands, RegoArithmetic.Multiply)) { Infix = "*" },
        new("div", [T.Number, T.Number], T.Number, Divide) { Infix = "/" },
        new("rem", [T.Number, T.Number], T.Number, Remainder) { Infix = "%" },
        new("abs", [T.Number], T.Number, (_, operands) => RegoArithmetic.Abs(operands.NumberAt(0))),
        new("round", [T.Number], T.Number, (_, operands) => RegoArithmetic.Round(operands.NumberAt(0))),
        new("ceil", [T.Number], T.Number, (_, operands) => RegoArithmetic.Ceiling(operands.NumberAt(0))),
        new("floor", [T.Number], T.Number, (_, operands) => RegoArithmetic.Floor(operands.NumberAt(0))),
    ];

    private static RegoValue? Minus(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => (operands[0], operands[1]) switch
    {
        (RegoNumber, RegoNumber) => Bounded(context, operands, RegoArithmetic.Subtract),
        (RegoSet left, RegoSet right) => SetOperations.Difference(context, left, right),
        (RegoNumber, var right) => context.FailOperandType(2, right, "number"),
        (RegoSet, RegoNumber right) => context.FailOperandType(2, right, "set"),
        (RegoSet, var right) => context.FailOperandType(2, right, "number"),
        (var left, _) => context.FailOperandType(1, left, "number", "set"),
    };

    private static RegoValue? Divide(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        NumberSize.Charge(context, operands.NumberAt(0), operands.NumberAt(1));
        return RegoArithmetic.Divide(operands.NumberAt(0), operands.NumberAt(1)) is { } quotient
            ? NumberSize.Check(context, quotient)
            : context.Fail("divide by zero");
    }

    private static RegoValue? Remainder(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        NumberSize.Charge(context, operands.NumberAt(0), operands.NumberAt(1));
        if (!operands.NumberAt(0).TryGetInteger(out var left) || !operands.NumberAt(1).TryGetInteger(out var right))
        {
            return context.Fail("modulo on floating-point number");
        }

        return right.IsZero ? context.Fail("modulo by zero") : RegoArithmetic.Remainder(left, right);
    }

    private static RegoNumber? Bounded(BuiltinContext context, ReadOnlySpan<RegoValue> operands, Func<RegoNumber, RegoNumber, RegoNumber> operation)
    {
        NumberSize.Charge(context, operands.NumberAt(0), operands.NumberAt(1));
        return NumberSize.Check(context, operation(operands.NumberAt(0), operands.NumberAt(1)));
    }
}
