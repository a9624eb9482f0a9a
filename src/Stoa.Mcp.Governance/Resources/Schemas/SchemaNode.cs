using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>One schema as it was read. Filled after it was made, since a schema may lead back to itself.</summary>
internal sealed class SchemaNode
{
    /// <summary>The answer of a schema that is <c>true</c> or <c>false</c>; null for an object.</summary>
    public bool? Always { get; set; }

    /// <summary>Allowed types; none for all.</summary>
    public SchemaTypes Types { get; set; }

    public JsonElement[]? Enum { get; set; }

    public JsonElement? Const { get; set; }

    public SchemaNode? Reference { get; set; }

    public FrozenDictionary<string, SchemaNode>? Properties { get; set; }

    public string[] Required { get; set; } = [];

    public SchemaNode? AdditionalProperties { get; set; }

    public int? MinProperties { get; set; }

    public int? MaxProperties { get; set; }

    public SchemaNode? Items { get; set; }

    public int? MinItems { get; set; }

    public int? MaxItems { get; set; }

    public bool UniqueItems { get; set; }

    public JsonElement? Minimum { get; set; }

    public JsonElement? Maximum { get; set; }

    public JsonElement? ExclusiveMinimum { get; set; }

    public JsonElement? ExclusiveMaximum { get; set; }

    public decimal? MultipleOf { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    public Regex? Pattern { get; set; }

    /// <summary>The pattern as it is written, for messages.</summary>
    public string? PatternText { get; set; }

    public SchemaFormat? Format { get; set; }

    public SchemaNode[] AllOf { get; set; } = [];

    public SchemaNode[]? AnyOf { get; set; }

    public SchemaNode[]? OneOf { get; set; }

    public SchemaNode? Not { get; set; }
}
