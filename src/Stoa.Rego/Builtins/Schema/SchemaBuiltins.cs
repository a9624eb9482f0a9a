namespace Stoa.Rego.Builtins;

/// <summary><c>json.match_schema</c> and <c>json.verify_schema</c>: JSON Schema drafts 4, 6 and 7.</summary>
internal static class SchemaBuiltins
{
    private const RegoTypes Document = RegoTypes.Text | RegoTypes.Members | RegoTypes.Array;

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("json.match_schema", [Document, Document], RegoTypes.Array, BuiltinFailure.Guarding(Match)) { ChecksOperands = true },
        new("json.verify_schema", [Document], RegoTypes.Array, BuiltinFailure.Guarding(Verify)) { ChecksOperands = true },
    ];

    private static RegoArray Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var document = Read(context, operands[0]);
        var result = new SchemaValidator(context).Validate(Schema(context, operands[1]), document, SchemaPath.Root);
        return RegoArray.Of(result.IsValid, result.ToArray());
    }

    private static RegoArray Verify(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        try
        {
            Schema(context, operands[0]);
            return RegoArray.Of(true, RegoNull.Instance);
        }
        catch (BuiltinFailure failure)
        {
            return RegoArray.Of(false, $"jsonschema: {failure.Message}");
        }
    }

    // One query reads one schema once.
    private static SchemaNode Schema(BuiltinContext context, RegoValue operand)
    {
        var key = (typeof(SchemaNode), operand);
        if (context.Cache.TryGetValue(key, out var known))
        {
            return (SchemaNode)known;
        }

        var schema = SchemaReader.Read(context, Read(context, operand));
        context.Cache[key] = schema;
        return schema;
    }

    // Sets and keys of other kinds are what they are in JSON.
    private static RegoValue Read(BuiltinContext context, RegoValue operand)
    {
        try
        {
            return operand is not (RegoString or RegoObject or RegoArray) ? throw new BuiltinFailure("wrong type, expected string or object")
                : operand is RegoString text ? JsonBuiltins.Read(context, text.Value)
                : IsJson(context, operand) ? operand
                : JsonBuiltins.Read(context, GoJson.Of(context, operand));
        }
        catch (RegoInputException)
        {
            throw new BuiltinFailure("invalid JSON string");
        }
    }

    private static bool IsJson(BuiltinContext context, RegoValue value)
    {
        context.Step();
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return value switch
        {
            RegoSet => false,
            RegoArray array => array.All(item => IsJson(context, item)),
            RegoObject members => members.All(member => member.Key is RegoString && IsJson(context, member.Value)),
            _ => true,
        };
    }
}
