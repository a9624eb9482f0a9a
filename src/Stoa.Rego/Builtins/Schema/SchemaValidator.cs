using System.Runtime.CompilerServices;

namespace Stoa.Rego.Builtins;

/// <summary>Validates values.</summary>
internal sealed partial class SchemaValidator(BuiltinContext context)
{
    private const int MostReferences = 1000;

    public SchemaResult Validate(SchemaNode schema, RegoValue value, SchemaPath path)
    {
        var result = new SchemaResult(context);
        Validate(schema, value, path, result);
        return result;
    }

    private void Validate(SchemaNode schema, RegoValue value, SchemaPath path, SchemaResult result)
    {
        context.Step();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new BuiltinFailure("the schema refers to itself without end, or the document nests too deep");
        }

        for (var count = 0; schema.Reference is { } target; schema = target)
        {
            if (++count > MostReferences)
            {
                throw new BuiltinFailure("the schema refers to itself without end");
            }
        }

        if (schema.Allows is { } allows)
        {
            if (!allows)
            {
                result.Add(path, "false", "The schema allows no value");
            }

            return;
        }

        if (!IsOfType(schema, value, out var given))
        {
            var expected = schema.Types.Count == 1 ? schema.Types[0] : $"[{string.Join(',', schema.Types)}]";
            result.Add(path, "invalid_type", $"Invalid type. Expected: {expected}, given: {given}");
            return;
        }

        ValidateCompositions(schema, value, path, result);
        ValidateKind(schema, value, path, result);
        ValidateValue(schema, value, path, result);
        if (value is RegoObject members)
        {
            ValidateProperties(schema, members, path, result);
        }

        result.Score++;
    }

    private static bool IsOfType(SchemaNode schema, RegoValue value, out string given)
    {
        given = value is RegoNumber { IsInteger: true } ? "integer" : value.TypeName;
        return schema.Types.Count == 0 || schema.Types.Contains(given) || (value is RegoNumber && schema.Types.Contains("number"));
    }

    private void ValidateKind(SchemaNode schema, RegoValue value, SchemaPath path, SchemaResult result)
    {
        switch (value)
        {
            case RegoObject members:
                ValidateObject(schema, members, path, result);
                break;
            case RegoArray items:
                ValidateArray(schema, items, path, result);
                break;
            case RegoString text:
                ValidateString(schema, text.Value, path, result);
                break;
            case RegoNumber number:
                ValidateNumber(schema, number, path, result);
                break;
            default:
                break;
        }
    }

    private void ValidateValue(SchemaNode schema, RegoValue value, SchemaPath path, SchemaResult result)
    {
        if (schema.Const is { } constant && constant != value)
        {
            result.Add(path, "const", $"The value must be {GoJson.Of(context, constant)}");
        }

        context.Step(schema.Enum?.Count ?? 0);
        if (schema.Enum is { } values && !values.Contains(value))
        {
            var allowed = values.Count == 0 ? "(none)" : string.Join(", ", values.Select(allowed => GoJson.Of(context, allowed)));
            result.Add(path, "enum", $"The value must be one of: {allowed}");
        }

        if (schema.Format is { } format && value is RegoString text && !SchemaFormats.IsValid(context, format, text.Value))
        {
            result.Add(path, "format", $"The text must have the format '{format}'");
        }

        result.Score++;
    }

    private void ValidateCompositions(SchemaNode schema, RegoValue value, SchemaPath path, SchemaResult result)
    {
        ValidateAnyOf(schema.AnyOf, value, path, result);
        ValidateOneOf(schema.OneOf, value, path, result);
        var isValid = true;
        foreach (var part in schema.AllOf)
        {
            var partial = Validate(part, value, path);
            isValid &= partial.IsValid;
            result.Merge(partial);
        }

        if (!isValid)
        {
            result.Add(path, "number_all_of", "The value must match every schema of allOf");
        }

        if (schema.Not is { } not && Validate(not, value, path).IsValid)
        {
            result.Add(path, "number_not", "The value must not match the schema of not");
        }

        ValidateCondition(schema, value, path, result);
        result.Score++;
    }

    private void ValidateAnyOf(List<SchemaNode> schemas, RegoValue value, SchemaPath path, SchemaResult result)
    {
        SchemaResult? closest = null;
        foreach (var schema in schemas)
        {
            var attempt = Validate(schema, value, path);
            if (attempt.IsValid)
            {
                return;
            }

            closest = Closer(closest, attempt);
        }

        if (closest is not null)
        {
            result.Add(path, "number_any_of", "The value must match a schema of anyOf");
            result.Merge(closest);
        }
    }

    private void ValidateOneOf(List<SchemaNode> schemas, RegoValue value, SchemaPath path, SchemaResult result)
    {
        SchemaResult? closest = null;
        var valid = 0;
        foreach (var schema in schemas)
        {
            var attempt = Validate(schema, value, path);
            valid += attempt.IsValid ? 1 : 0;
            closest = attempt.IsValid ? closest : Closer(closest, attempt);
        }

        if (schemas.Count > 0 && valid != 1)
        {
            result.Add(path, "number_one_of", "The value must match exactly one schema of oneOf");
            if (valid == 0)
            {
                result.Merge(closest!);
            }
        }
    }

    private void ValidateCondition(SchemaNode schema, RegoValue value, SchemaPath path, SchemaResult result)
    {
        if (schema.If is not { } condition)
        {
            return;
        }

        var holds = Validate(condition, value, path).IsValid;
        if ((holds ? schema.Then : schema.Else) is { } consequence && Validate(consequence, value, path) is { IsValid: false } failed)
        {
            result.Add(path, holds ? "condition_then" : "condition_else", holds ? "The value must match the schema of then" : "The value must match the schema of else");
            result.Merge(failed);
        }
    }

    private static SchemaResult Closer(SchemaResult? closest, SchemaResult attempt) => closest is null || attempt.Score > closest.Score ? attempt : closest;
}
