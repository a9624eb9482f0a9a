using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>One check of one value, within a bound of steps and depth. Finds the first thing that is wrong.</summary>
internal sealed partial class SchemaCheck
{
    /// <summary>Steps of one check: a schema looked at, a member or item, a comparison, or a quarter of a character under a pattern.</summary>
    internal const int MostSteps = 200_000;

    private const int DeepestNesting = 128;

    private readonly List<string> _path = [];
    private int _steps;
    private int _depth;

    public SchemaFault? Run(SchemaNode root, JsonElement value)
    {
        try
        {
            return Check(root, value);
        }
        catch (OverBoundException)
        {
            return new SchemaFault([], "is too large to be checked");
        }
        catch (InvalidOperationException)
        {
            // A text with half a character in it: it cannot be read as one.
            return new SchemaFault([.. _path], "is not valid text");
        }
    }

    private SchemaFault? Check(SchemaNode node, JsonElement value)
    {
        Spend(1);
        if (++_depth > DeepestNesting)
        {
            throw new OverBoundException();
        }

        var fault = CheckValue(node, value) ?? CheckKind(node, value) ?? CheckCombined(node, value);
        _depth--;
        return fault;
    }

    private SchemaFault? CheckValue(SchemaNode node, JsonElement value)
    {
        if (node.Always is { } always)
        {
            return always ? null : Fault("is not allowed here");
        }

        if (node.Types != SchemaTypes.None && (TypesOf(value) & node.Types) == 0)
        {
            return Fault($"must be {Words(node.Types)}");
        }

        if (node.Const is { } constant && !AreEqual(constant, value))
        {
            return Fault("is not the one value that is allowed");
        }

        return node.Enum is { } allowed && !Array.Exists(allowed, one => AreEqual(one, value)) ? Fault("is not one of the values that are allowed") : null;
    }

    private SchemaFault? CheckKind(SchemaNode node, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => CheckObject(node, value),
        JsonValueKind.Array => CheckArray(node, value),
        JsonValueKind.String => CheckText(node, value),
        JsonValueKind.Number => CheckNumber(node, value),
        _ => null,
    };

    private SchemaFault? CheckCombined(SchemaNode node, JsonElement value)
    {
        if (node.Reference is { } reference && Check(reference, value) is { } elsewhere)
        {
            return elsewhere;
        }

        foreach (var one in node.AllOf)
        {
            if (Check(one, value) is { } fault)
            {
                return fault;
            }
        }

        if (node.AnyOf is { } any && !Array.Exists(any, one => Fits(one, value)))
        {
            return Fault("has none of the forms that are allowed");
        }

        if (node.OneOf is { } forms && forms.Count(one => Fits(one, value)) != 1)
        {
            return Fault("must have exactly one of the forms that are allowed");
        }

        return node.Not is { } excluded && Fits(excluded, value) ? Fault("has a form that is not allowed") : null;
    }

    private bool Fits(SchemaNode node, JsonElement value)
    {
        var (path, depth) = (_path.Count, _depth);
        var fits = Check(node, value) is null;
        _path.RemoveRange(path, _path.Count - path);
        _depth = depth;
        return fits;
    }

    private bool AreEqual(JsonElement one, JsonElement other)
    {
        // Only what has members or items takes more than a step.
        Spend(one.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? 1 + (one.GetRawText().Length / 8) : 1);
        return JsonElement.DeepEquals(one, other);
    }

    private SchemaFault Fault(string reason) => new([.. _path], reason);

    private void Spend(int steps)
    {
        _steps += steps;
        if (_steps > MostSteps)
        {
            throw new OverBoundException();
        }
    }

    private static SchemaTypes TypesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => SchemaTypes.Null,
        JsonValueKind.True or JsonValueKind.False => SchemaTypes.Boolean,
        JsonValueKind.Number => SchemaNumbers.IsWhole(value) ? SchemaTypes.Integer | SchemaTypes.Number : SchemaTypes.Number,
        JsonValueKind.String => SchemaTypes.String,
        JsonValueKind.Array => SchemaTypes.Array,
        JsonValueKind.Object => SchemaTypes.Object,
        _ => SchemaTypes.None,
    };

    private static string Words(SchemaTypes types) => string.Join(" or ", Enum.GetValues<SchemaTypes>()
        .Where(type => type != SchemaTypes.None && types.HasFlag(type))
        .Select(type => type switch
        {
            SchemaTypes.Null => "null",
            SchemaTypes.Boolean => "true or false",
            SchemaTypes.Integer => "a whole number",
            SchemaTypes.Number => "a number",
            SchemaTypes.String => "a text",
            SchemaTypes.Array => "a list",
            _ => "an object",
        }));

    /// <summary>The bound is reached; caught where the check began.</summary>
    private sealed class OverBoundException : Exception;
}
