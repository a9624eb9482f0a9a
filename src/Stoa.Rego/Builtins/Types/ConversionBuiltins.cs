using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Conversions between kinds of values. The casts are deprecated: they convert lists, and pass or refuse everything else.</summary>
internal static class ConversionBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("to_number", [T.Null | T.Boolean | T.Number | T.Text], T.Number, ToNumber) { ChecksOperands = true },
        Cast("cast_array", T.List, T.Array, value => RegoArray.Of(OperandReading.Items(value))),
        Cast("cast_set", T.List, T.Set, value => RegoSet.Of(OperandReading.Items(value))),
        Cast("cast_string", T.Text, T.Text, value => value),
        Cast("cast_boolean", T.Boolean, T.Boolean, value => value),
        Cast("cast_null", T.Null, T.Null, value => value),
        Cast("cast_object", T.Members, T.Members, value => value),
    ];

    private static RegoValue? ToNumber(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => operands[0] switch
    {
        RegoNull => RegoNumber.Of(0),
        RegoBoolean boolean => RegoNumber.Of(boolean.Value ? 1 : 0),
        RegoNumber number => number,
        RegoString text => Parse(context, text),
        var other => context.FailOperandType(1, other, "null", "boolean", "number", "string"),
    };

    private static RegoValue? Parse(BuiltinContext context, RegoString text)
    {
        context.Step(text.Value.Length);
        if (RegoNumber.TryParse(GoNumbers.ToJson(text.Value) ?? text.Value, out var number))
        {
            return number;
        }

        var name = text.Value.AsSpan().TrimStart("+-");
        return name.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || name.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            || name.Equals("nan", StringComparison.OrdinalIgnoreCase)
            ? context.FailOperandType(1, text, "valid number string")
            : context.Fail($"strconv.ParseFloat: parsing {GoQuoting.Quote(text.Value)}: invalid syntax");
    }

    private static Builtin Cast(string name, T operand, T result, Func<RegoValue, RegoValue> convert) =>
        new(name, [operand], result, (_, operands) => convert(operands[0])) { IsDeprecated = true };
}
