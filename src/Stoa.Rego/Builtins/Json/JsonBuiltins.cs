using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary><c>json.*</c>, without schemas.</summary>
internal static class JsonBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("json.marshal", [RegoTypes.Any], RegoTypes.Text, BuiltinFailure.Guarding(Marshal)),
        new("json.marshal_with_options", [RegoTypes.Any, RegoTypes.Members], RegoTypes.Text, BuiltinFailure.Guarding(MarshalWithOptions)),
        new("json.unmarshal", [RegoTypes.Text], RegoTypes.Any, Unmarshal),
        new("json.is_valid", [RegoTypes.Any], RegoTypes.Boolean, IsValid),
        new("json.filter", [RegoTypes.Members, RegoTypes.List], RegoTypes.Any, BuiltinFailure.Guarding(JsonPaths.Filter)) { ChecksOperands = true },
        new("json.remove", [RegoTypes.Members, RegoTypes.List], RegoTypes.Any, BuiltinFailure.Guarding(JsonPaths.Remove)) { ChecksOperands = true },
        new("json.patch", [RegoTypes.Any, RegoTypes.Array], RegoTypes.Any, BuiltinFailure.Guarding(JsonPatch.Apply)),
    ];

    /// <summary>Reads JSON text. Counts its length as steps.</summary>
    /// <exception cref="RegoInputException">The text is not one JSON value.</exception>
    public static RegoValue Read(BuiltinContext context, string json)
    {
        context.Step(1 + (json.Length / 64));
        return JsonReading.Read(Encoding.UTF8.GetBytes(json));
    }

    private static RegoString Marshal(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => RegoString.Of(GoJson.Of(context, operands[0]));

    private static RegoString MarshalWithOptions(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (prefix, indent) = ("", "\t");
        bool? pretty = null;
        var implied = false;
        foreach (var (key, value) in (RegoObject)operands[1])
        {
            switch ((key as RegoString)?.Value)
            {
                case "prefix":
                    prefix = Text(key, value);
                    implied = true;
                    break;
                case "indent":
                    indent = Text(key, value);
                    implied = true;
                    break;
                case "pretty":
                    pretty = value is RegoBoolean flag ? flag.Value : throw new BuiltinFailure($"operand 2 key {key} failed cast to bool", isType: true);
                    break;
                case null:
                    throw new BuiltinFailure($"operand 2 failed to stringify key {key}: must be string but got {key.TypeName}", isType: true);
                default:
                    throw new BuiltinFailure($"operand 2 object contained unknown key {key}", isType: true);
            }
        }

        return RegoString.Of(pretty ?? implied ? GoJson.Indented(context, operands[0], prefix, indent) : GoJson.Of(context, operands[0]));
    }

    private static RegoValue? Unmarshal(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        try
        {
            return Read(context, ((RegoString)operands[0]).Value);
        }
        catch (RegoInputException error)
        {
            return context.Fail(error.Message);
        }
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        try
        {
            return RegoBoolean.Of(operands[0] is RegoString text && Read(context, text.Value) is not null);
        }
        catch (RegoInputException)
        {
            return RegoBoolean.False;
        }
    }

    private static string Text(RegoValue key, RegoValue value) => value is RegoString text
        ? text.Value
        : throw new BuiltinFailure($"operand 2 key {key} failed cast to string: must be string but got {value.TypeName}", isType: true);
}
