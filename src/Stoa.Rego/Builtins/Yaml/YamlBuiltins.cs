namespace Stoa.Rego.Builtins;

/// <summary><c>yaml.*</c>.</summary>
internal static class YamlBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("yaml.marshal", [RegoTypes.Any], RegoTypes.Text, BuiltinFailure.Guarding(static (context, operands) => YamlWriting.Of(context, operands[0]))),
        new("yaml.unmarshal", [RegoTypes.Text], RegoTypes.Any,
            BuiltinFailure.Guarding(static (context, operands) => YamlReading.Read(context, ((RegoString)operands[0]).Value))),
        new("yaml.is_valid", [RegoTypes.Any], RegoTypes.Boolean, IsValid),
    ];

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        try
        {
            return RegoBoolean.Of(operands[0] is RegoString text && YamlReading.Read(context, text.Value) is not null);
        }
        catch (BuiltinFailure)
        {
            return RegoBoolean.False;
        }
    }
}
