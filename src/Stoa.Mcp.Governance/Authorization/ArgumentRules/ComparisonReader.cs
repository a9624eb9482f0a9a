using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.ArgumentRules;

/// <summary>Reads one comparison of an argument with a value.</summary>
internal static class ComparisonReader
{
    private static readonly string[] Operators = ["eq", "ne", "in", "not_in", "is_null", "not_null", "gt", "gte", "lt", "lte", "regex", "contains"];

    private static readonly RegoQuery IsPattern = new RegoCompiler().Compile().Query("regex.is_valid(input)");

    /// <summary>The comparison, or null where it is wrong.</summary>
    public static RegoObject? Read(FieldReader fields)
    {
        fields.Require("field", "an argument; of one within another, the path with dots");
        fields.Require("operator", string.Join(", ", Operators));
        var field = fields.Text("field");
        var name = fields.Text("operator", text => Operators.Contains(text, StringComparer.Ordinal) ? null : $"'{text}' is unknown; allowed: {string.Join(", ", Operators)}");
        var written = fields.Value("value");
        fields.RefuseOthers();
        if (field is null || name is null)
        {
            return null;
        }

        var path = RegoArray.Of(field.Split('.').Select(part => (RegoValue)RegoString.Of(part)));
        return ValueOf(name, written, fields) is { } value ? RegoObject.Of(("path", path), ("operator", name), ("value", value)) : null;
    }

    private static RegoValue? ValueOf(string name, YamlValue? written, FieldReader fields)
    {
        if (name is "is_null" or "not_null")
        {
            return RegoNull.Instance;
        }

        if (written is null)
        {
            fields.Require("value", $"what operator {name} compares with");
            return null;
        }

        var value = YamlData.Of(written);
        var wrong = name switch
        {
            _ when value is null => "is a number that has no value",
            "in" or "not_in" when value is not RegoArray => "must be a list",
            "gt" or "gte" or "lt" or "lte" when value is not (RegoNumber or RegoString) => "must be a number or a text",
            "regex" or "contains" when value is not RegoString => "must be a text",
            "regex" when IsPattern.Evaluate(Anchored(value!)).Count == 0 => "is no regular expression (RE2)",
            _ => null,
        };
        if (wrong is not null)
        {
            fields.Wrong("value", $"{wrong} with operator {name}, and is {written.Describe()}");
            return null;
        }

        return name == "regex" ? Anchored(value!) : value;
    }

    // STOA matches at the beginning.
    private static RegoString Anchored(RegoValue pattern) => RegoString.Of($"^(?:{((RegoString)pattern).Value})");
}
