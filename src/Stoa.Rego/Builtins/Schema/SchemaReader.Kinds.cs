namespace Stoa.Rego.Builtins;

/// <content>The keywords of one kind of value each.</content>
internal sealed partial class SchemaReader
{
    private void ReadObject(SchemaNode node, RegoObject members)
    {
        foreach (var (name, schema) in Members(members, "properties"))
        {
            node.Properties[((RegoString)name).Value] = Read(schema);
        }

        foreach (var (pattern, schema) in Members(members, "patternProperties"))
        {
            node.PatternProperties.Add((Regex(((RegoString)pattern).Value, "a key of patternProperties"), Read(schema)));
        }

        node.AdditionalProperties = Additional(members.Find("additionalProperties"));
        node.PropertyNames = _draft >= SchemaDraft.Draft6 ? Schema(members, "propertyNames") : null;
        foreach (var (name, dependency) in Members(members, "dependencies"))
        {
            node.Dependencies[((RegoString)name).Value] = dependency is RegoArray names
                ? new SchemaDependency(Names(names, "a dependency"), null)
                : new SchemaDependency([], Additional(dependency));
        }

        node.Required.AddRange(Names(members.Find("required"), "required"));
        node.MinProperties = Count(members, "minProperties");
        node.MaxProperties = Count(members, "maxProperties");
        InOrder(node.MinProperties, node.MaxProperties, "minProperties", "maxProperties");
    }

    private void ReadArray(SchemaNode node, RegoObject members)
    {
        if (members.Find("items") is RegoArray first)
        {
            node.FirstItems.AddRange(first.Select(Read));
        }
        else
        {
            node.Items = Additional(members.Find("items"));
        }

        node.AdditionalItems = Additional(members.Find("additionalItems"));
        node.Contains = _draft >= SchemaDraft.Draft6 ? Schema(members, "contains") : null;
        node.MinItems = Count(members, "minItems");
        node.MaxItems = Count(members, "maxItems");
        node.UniqueItems = members.Find("uniqueItems") switch
        {
            null => false,
            RegoBoolean unique => unique.Value,
            _ => throw Wrong("uniqueItems", "a boolean"),
        };
    }

    private void ReadNumber(SchemaNode node, RegoObject members)
    {
        node.MultipleOf = Number(members, "multipleOf");
        if (node.MultipleOf is { } multiple && multiple <= RegoNumber.Of(0))
        {
            throw Wrong("multipleOf", "greater than 0");
        }

        (node.Minimum, node.ExclusiveMinimum) = Bound(members, "minimum", "exclusiveMinimum");
        (node.Maximum, node.ExclusiveMaximum) = Bound(members, "maximum", "exclusiveMaximum");
    }

    // An exclusive bound is a number from draft 6 on; in draft 4 it is a boolean about the other one.
    private (RegoNumber? Inclusive, RegoNumber? Exclusive) Bound(RegoObject members, string keyword, string exclusiveKeyword)
    {
        var bound = Number(members, keyword);
        switch (members.Find(exclusiveKeyword))
        {
            case null:
                return (bound, null);
            case RegoBoolean exclusive when _draft is SchemaDraft.Draft4 or SchemaDraft.Any:
                return bound is null ? throw new BuiltinFailure($"{exclusiveKeyword} cannot be used without {keyword}")
                    : exclusive.Value ? (null, bound)
                    : (bound, null);
            case RegoNumber number when _draft != SchemaDraft.Draft4:
                return (bound, number);
            default:
                throw Wrong(exclusiveKeyword, _draft == SchemaDraft.Draft4 ? "a boolean" : "a number");
        }
    }

    private void ReadString(SchemaNode node, RegoObject members)
    {
        node.MinLength = Count(members, "minLength");
        node.MaxLength = Count(members, "maxLength");
        InOrder(node.MinLength, node.MaxLength, "minLength", "maxLength");
        node.Pattern = Text(members, "pattern") is { } pattern ? (Regex(pattern, "pattern"), pattern) : null;
    }

    private static List<string> Names(RegoValue? names, string what)
    {
        List<string> list = names switch
        {
            null => [],
            RegoArray array => [.. array.Select(name => (name as RegoString)?.Value ?? throw Wrong(what, "an array of strings"))],
            _ => throw Wrong(what, "an array"),
        };
        return list.Distinct().Count() == list.Count ? list : throw new BuiltinFailure($"{what} has a name twice");
    }

    private static void InOrder(RegoNumber? least, RegoNumber? most, string leastKeyword, string mostKeyword)
    {
        if (least is not null && most is not null && least > most)
        {
            throw new BuiltinFailure($"{leastKeyword} cannot be greater than {mostKeyword}");
        }
    }
}
