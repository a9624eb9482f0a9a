using System.Numerics;

namespace Stoa.Rego.Builtins;

/// <content>The keywords of one kind of value each.</content>
internal sealed partial class SchemaValidator
{
    private void ValidateObject(SchemaNode schema, RegoObject members, SchemaPath path, SchemaResult result)
    {
        Within(members.Count, schema.MinProperties, schema.MaxProperties, ("array_min_properties", "array_max_properties"), "properties", path, result);
        foreach (var name in schema.Required)
        {
            if (members.Find(name) is null)
            {
                result.Add(path, "required", $"{name} is required");
            }
            else
            {
                result.Score++;
            }
        }

        foreach (var (key, value) in members)
        {
            var name = ((RegoString)key).Value;
            ValidateMember(schema, name, value, path, result);
            ValidateName(schema, name, path, result);
            ValidateDependency(schema, members, name, path, result);
        }

        result.Score++;
    }

    private void ValidateProperties(SchemaNode schema, RegoObject members, SchemaPath path, SchemaResult result)
    {
        foreach (var (name, property) in schema.Properties)
        {
            if (members.Find(name) is { } value)
            {
                Validate(property, value, path.Member(name), result);
            }
        }
    }

    private void ValidateMember(SchemaNode schema, string name, RegoValue value, SchemaPath path, SchemaResult result)
    {
        var isNamed = schema.Properties.ContainsKey(name);
        foreach (var (pattern, described) in schema.PatternProperties)
        {
            if (pattern.IsMatch(context, name))
            {
                isNamed = true;
                result.Merge(Validate(described, value, path.Member(name)));
                result.Score++;
            }
        }

        if (isNamed || schema.AdditionalProperties is not { } additional)
        {
            return;
        }

        if (additional.Allows == false)
        {
            result.Add(path, "additional_property_not_allowed", $"Additional property {name} is not allowed");
        }
        else
        {
            result.Merge(Validate(additional, value, path.Member(name)));
        }
    }

    private void ValidateName(SchemaNode schema, string name, SchemaPath path, SchemaResult result)
    {
        if (schema.PropertyNames is { } names && Validate(names, name, path) is { IsValid: false } failed)
        {
            result.Add(path, "invalid_property_name", $"The name {name} is not allowed");
            result.Merge(failed);
        }
    }

    private void ValidateDependency(SchemaNode schema, RegoObject members, string name, SchemaPath path, SchemaResult result)
    {
        if (!schema.Dependencies.TryGetValue(name, out var dependency))
        {
            return;
        }

        foreach (var needed in dependency.Properties.Where(needed => members.Find(needed) is null))
        {
            result.Add(path, "missing_dependency", $"{name} needs {needed}");
        }

        if (dependency.Schema is { } whole)
        {
            Validate(whole, members, path, result);
        }
    }

    private void ValidateArray(SchemaNode schema, RegoArray items, SchemaPath path, SchemaResult result)
    {
        for (var i = 0; i < items.Count; i++)
        {
            context.Step();
            var item = schema.Items ?? (i < schema.FirstItems.Count ? schema.FirstItems[i] : schema.FirstItems.Count > 0 ? schema.AdditionalItems : null);
            if (item is { Allows: false } && i >= schema.FirstItems.Count && schema.Items is null)
            {
                result.Add(path, "array_no_additional_items", "No additional items are allowed");
                break;
            }

            if (item is not null)
            {
                result.Merge(Validate(item, items[i], path.Item(i)));
            }
        }

        Within(items.Count, schema.MinItems, schema.MaxItems, ("array_min_items", "array_max_items"), "items", path, result);
        if (schema.UniqueItems)
        {
            ValidateUnique(items, path, result);
        }

        if (schema.Contains is { } contained)
        {
            ValidateContains(contained, items, path, result);
        }

        result.Score++;
    }

    private static void ValidateUnique(RegoArray items, SchemaPath path, SchemaResult result)
    {
        var seen = new Dictionary<RegoValue, int>();
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.TryAdd(items[i], i))
            {
                result.Add(path, "unique", $"Items {seen[items[i]]} and {i} are equal");
            }
        }
    }

    private void ValidateContains(SchemaNode contained, RegoArray items, SchemaPath path, SchemaResult result)
    {
        SchemaResult? closest = null;
        for (var i = 0; i < items.Count; i++)
        {
            var attempt = Validate(contained, items[i], path.Item(i));
            if (attempt.IsValid)
            {
                return;
            }

            closest = Closer(closest, attempt);
        }

        result.Add(path, "contains", "At least one item must match the schema of contains");
        if (closest is not null)
        {
            result.Merge(closest);
        }
    }

    private void ValidateString(SchemaNode schema, string text, SchemaPath path, SchemaResult result)
    {
        if (schema.MinLength is not null || schema.MaxLength is not null)
        {
            context.Step(1 + (text.Length / 64));
            Within(CodePoints.Count(text), schema.MinLength, schema.MaxLength, ("string_gte", "string_lte"), "characters", path, result);
        }

        if (schema.Pattern is { } pattern && !pattern.Regex.IsMatch(context, text))
        {
            result.Add(path, "pattern", $"The text must match the pattern '{pattern.Text}'");
        }

        result.Score++;
    }

    private void ValidateNumber(SchemaNode schema, RegoNumber number, SchemaPath path, SchemaResult result)
    {
        if (schema.MultipleOf is { } multiple && !IsMultiple(number, multiple))
        {
            result.Add(path, "multiple_of", $"The number must be a multiple of {multiple.Text}");
        }

        if (schema.Maximum is { } maximum && number > maximum)
        {
            result.Add(path, "number_lte", $"The number must be at most {maximum.Text}");
        }

        if (schema.ExclusiveMaximum is { } above && number >= above)
        {
            result.Add(path, "number_lt", $"The number must be less than {above.Text}");
        }

        if (schema.Minimum is { } minimum && number < minimum)
        {
            result.Add(path, "number_gte", $"The number must be at least {minimum.Text}");
        }

        if (schema.ExclusiveMinimum is { } below && number <= below)
        {
            result.Add(path, "number_gt", $"The number must be greater than {below.Text}");
        }

        result.Score++;
    }

    private bool IsMultiple(RegoNumber number, RegoNumber multiple)
    {
        var (left, right) = (number.Exact, multiple.Exact);
        var shift = left.Exponent - right.Exponent;
        context.Step(1 + (Math.Abs(shift) / 64));
        return (left.Digits * BigInteger.Pow(10, Math.Max(0, shift)) % (right.Digits * BigInteger.Pow(10, Math.Max(0, -shift)))).IsZero;
    }

    private static void Within(int count, RegoNumber? least, RegoNumber? most, (string Fewer, string More) types, string what, SchemaPath path, SchemaResult result)
    {
        if (least is not null && RegoNumber.Of(count) < least)
        {
            result.Add(path, types.Fewer, $"There must be at least {least.Text} {what}");
        }

        if (most is not null && RegoNumber.Of(count) > most)
        {
            result.Add(path, types.More, $"There must be at most {most.Text} {what}");
        }
    }
}
