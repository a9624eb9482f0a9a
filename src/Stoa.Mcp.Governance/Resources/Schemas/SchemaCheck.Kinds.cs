using System.Globalization;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Schemas;

// What each kind of value is checked for.
internal sealed partial class SchemaCheck
{
    private SchemaFault? CheckObject(SchemaNode node, JsonElement value)
    {
        foreach (var name in node.Required)
        {
            Spend(1);
            if (!value.TryGetProperty(name, out _))
            {
                return new SchemaFault([.. _path, name], "is missing");
            }
        }

        var count = 0;
        foreach (var member in value.EnumerateObject())
        {
            Spend(1);
            count++;
            var schema = node.Properties?.GetValueOrDefault(member.Name) ?? node.AdditionalProperties;
            if (schema is { Always: false })
            {
                return new SchemaFault([.. _path, member.Name], "is unknown here");
            }

            if (schema is not null && Within(member.Name, schema, member.Value) is { } fault)
            {
                return fault;
            }
        }

        return count < node.MinProperties ? Fault($"must have at least {node.MinProperties} members")
            : count > node.MaxProperties ? Fault($"must have at most {node.MaxProperties} members")
            : null;
    }

    private SchemaFault? CheckArray(SchemaNode node, JsonElement value)
    {
        var count = value.GetArrayLength();
        if (count < node.MinItems)
        {
            return Fault($"must have at least {node.MinItems} items");
        }

        if (count > node.MaxItems)
        {
            return Fault($"must have at most {node.MaxItems} items");
        }

        return (node.Items is { } items ? CheckItems(items, value) : null)
            ?? (node.UniqueItems && HasTwins(value) ? Fault("has an item twice") : null);
    }

    private SchemaFault? CheckItems(SchemaNode schema, JsonElement list)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (Within(index++.ToString(CultureInfo.InvariantCulture), schema, item) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    // Texts, which ids mostly are, by a set; all else by comparing, which the steps bound.
    private bool HasTwins(JsonElement list)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var others = new List<JsonElement>();
        foreach (var item in list.EnumerateArray())
        {
            Spend(1);
            if (item.ValueKind == JsonValueKind.String ? !texts.Add(item.GetString()!) : others.Exists(other => AreEqual(other, item)))
            {
                return true;
            }

            if (item.ValueKind != JsonValueKind.String)
            {
                others.Add(item);
            }
        }

        return false;
    }

    private SchemaFault? CheckText(SchemaNode node, JsonElement value)
    {
        // Read in any case: what is no text must not pass for one.
        var text = value.GetString()!;
        if (node.MinLength is not null || node.MaxLength is not null)
        {
            var length = text.EnumerateRunes().Count();
            if (length < node.MinLength || length > node.MaxLength)
            {
                return Fault(length < node.MinLength ? $"must have at least {node.MinLength} characters" : $"must have at most {node.MaxLength} characters");
            }
        }

        if (node.Pattern is not null)
        {
            Spend(1 + Math.Min(text.Length, MostSteps) * 4);
        }

        return node.Pattern?.IsMatch(text) == false ? Fault($"does not match the pattern {node.PatternText}")
            : node.Format?.Holds(text) == false ? Fault($"is no {node.Format.Name}")
            : null;
    }

    private SchemaFault? CheckNumber(SchemaNode node, JsonElement value)
    {
        if (node.Minimum is { } minimum && SchemaNumbers.Compare(value, minimum) < 0)
        {
            return Fault($"must be at least {minimum.GetRawText()}");
        }

        if (node.Maximum is { } maximum && SchemaNumbers.Compare(value, maximum) > 0)
        {
            return Fault($"must be at most {maximum.GetRawText()}");
        }

        if (node.ExclusiveMinimum is { } above && SchemaNumbers.Compare(value, above) <= 0)
        {
            return Fault($"must be more than {above.GetRawText()}");
        }

        if (node.ExclusiveMaximum is { } below && SchemaNumbers.Compare(value, below) >= 0)
        {
            return Fault($"must be less than {below.GetRawText()}");
        }

        return node.MultipleOf is { } divisor && !SchemaNumbers.IsMultiple(value, divisor)
            ? Fault($"must be a multiple of {divisor.ToString(CultureInfo.InvariantCulture)}")
            : null;
    }

    private SchemaFault? Within(string name, SchemaNode schema, JsonElement value)
    {
        _path.Add(name);
        var fault = Check(schema, value);
        _path.RemoveAt(_path.Count - 1);
        return fault;
    }
}
