namespace Stoa.Rego.Builtins;

/// <summary>One schema, read. What it does not constrain is null or empty.</summary>
internal sealed class SchemaNode
{
    /// <summary>The value of a schema that is <c>true</c> or <c>false</c>.</summary>
    public bool? Allows { get; set; }

    /// <summary>What a <c>$ref</c> names; nothing else of its schema counts.</summary>
    public SchemaNode? Reference { get; set; }

    public List<string> Types { get; } = [];

    public List<SchemaNode> AnyOf { get; set; } = [];

    public List<SchemaNode> OneOf { get; set; } = [];

    public List<SchemaNode> AllOf { get; set; } = [];

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }

    public RegoValue? Const { get; set; }

    public IReadOnlyList<RegoValue>? Enum { get; set; }

    public string? Format { get; set; }

    public Dictionary<string, SchemaNode> Properties { get; } = [];

    public List<(CompiledRegex Pattern, SchemaNode Schema)> PatternProperties { get; } = [];

    public SchemaNode? AdditionalProperties { get; set; }

    public SchemaNode? PropertyNames { get; set; }

    public Dictionary<string, SchemaDependency> Dependencies { get; } = [];

    public List<string> Required { get; } = [];

    public RegoNumber? MinProperties { get; set; }

    public RegoNumber? MaxProperties { get; set; }

    /// <summary>The schema of every item.</summary>
    public SchemaNode? Items { get; set; }

    /// <summary>The schemas of the first items.</summary>
    public List<SchemaNode> FirstItems { get; } = [];

    public SchemaNode? AdditionalItems { get; set; }

    public SchemaNode? Contains { get; set; }

    public bool UniqueItems { get; set; }

    public RegoNumber? MinItems { get; set; }

    public RegoNumber? MaxItems { get; set; }

    public RegoNumber? MinLength { get; set; }

    public RegoNumber? MaxLength { get; set; }

    public (CompiledRegex Regex, string Text)? Pattern { get; set; }

    public RegoNumber? MultipleOf { get; set; }

    public RegoNumber? Minimum { get; set; }

    public RegoNumber? Maximum { get; set; }

    public RegoNumber? ExclusiveMinimum { get; set; }

    public RegoNumber? ExclusiveMaximum { get; set; }
}
