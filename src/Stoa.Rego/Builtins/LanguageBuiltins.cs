namespace Stoa.Rego.Builtins;

/// <summary>What the compiler answers itself or turns into steps: here only for its name and operands. And <c>print</c>.</summary>
internal static class LanguageBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("walk", [RegoTypes.Any], RegoTypes.Array, Unplanned),
        new("rego.metadata.rule", [], RegoTypes.Any, Unplanned),
        new("rego.metadata.chain", [], RegoTypes.Array, Unplanned),
        new("internal.print", [RegoTypes.Array], RegoTypes.Boolean, Print),
    ];

    private static RegoValue? Unplanned(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        context.Fail("can only be called within a rule");

    // Each operand is a set: of its values, or empty where it is undefined.
    private static RegoBoolean Print(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Print(string.Join(' ', ((RegoArray)operands[0]).Select(operand => operand is RegoSet { Count: > 0 } set ? Text(set.Span[0]) : "<undefined>")));
        return RegoBoolean.True;
    }

    private static string Text(RegoValue value) => value is RegoString text ? text.Value : value.ToString();
}
