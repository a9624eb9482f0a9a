using System.Numerics;

namespace Stoa.Rego.Builtins;

/// <summary>Operands, by what they were declared to be.</summary>
internal static class OperandReading
{
    public static string TextAt(this ReadOnlySpan<RegoValue> operands, int position) => ((RegoString)operands[position]).Value;

    public static RegoNumber NumberAt(this ReadOnlySpan<RegoValue> operands, int position) => (RegoNumber)operands[position];

    public static RegoArray ArrayAt(this ReadOnlySpan<RegoValue> operands, int position) => (RegoArray)operands[position];

    public static RegoObject ObjectAt(this ReadOnlySpan<RegoValue> operands, int position) => (RegoObject)operands[position];

    public static RegoSet SetAt(this ReadOnlySpan<RegoValue> operands, int position) => (RegoSet)operands[position];

    /// <summary>The items of an array or a set.</summary>
    public static ReadOnlySpan<RegoValue> ItemsAt(this ReadOnlySpan<RegoValue> operands, int position) => Items(operands[position]);

    /// <summary>The items of an array or a set; none of anything else.</summary>
    public static ReadOnlySpan<RegoValue> Items(RegoValue collection) => collection switch
    {
        RegoArray array => array.Span,
        RegoSet set => set.Span,
        _ => [],
    };

    /// <summary>An integer operand, or null after recording that it has a fraction.</summary>
    public static BigInteger? IntegerAt(this ReadOnlySpan<RegoValue> operands, int position, BuiltinContext context)
    {
        if (operands.NumberAt(position).TryGetInteger(out var value))
        {
            return value;
        }

        context.FailNotInteger(position + 1);
        return null;
    }

    /// <summary>An integer operand, held to the range of <see cref="int"/>, or null after recording that it has a fraction.</summary>
    public static int? ClampedAt(this ReadOnlySpan<RegoValue> operands, int position, BuiltinContext context) =>
        operands.IntegerAt(position, context) is { } value
            ? (int)BigInteger.Clamp(value, int.MinValue, int.MaxValue)
            : null;
}
