namespace Stoa.Rego.Builtins;

/// <summary>The errors about operands. Positions count from 1.</summary>
internal static class OperandErrors
{
    public static RegoValue? FailOperand(this BuiltinContext context, int position, string what) =>
        context.FailType($"operand {position} {what}");

    public static RegoValue? FailOperandType(this BuiltinContext context, int position, RegoValue got, params ReadOnlySpan<string> expected) =>
        context.FailOperand(position, $"must be {OneOf(expected)} but got {got.TypeName}");

    /// <summary>An item of an operand has the wrong type.</summary>
    public static RegoValue? FailItem(this BuiltinContext context, int position, RegoValue collection, RegoValue item, string expected) =>
        context.FailOperand(position, $"must be {collection.TypeName} of {expected}s but got {collection.TypeName} containing {item.TypeName}");

    public static RegoValue? FailNotInteger(this BuiltinContext context, int position) =>
        context.FailOperand(position, "must be integer number but got floating-point number");

    private static string OneOf(ReadOnlySpan<string> expected) =>
        expected.Length == 1 ? expected[0] : $"one of {{{string.Join(", ", expected!)}}}";
}
