namespace Stoa.Rego.Syntax;

/// <summary>A schema: <c>input.a: schema.b</c>, or the schema itself in place of its name.</summary>
internal static class MetadataSchemas
{
    public static RegoValue Schema(MetadataNode node)
    {
        if (node.Members is not [var (key, value)])
        {
            throw new MetadataException(node.Line, "a schema is a mapping of one path to a schema");
        }

        var path = Ref(key, "the path of a schema is a ref: `input`, `data.a.b`");
        if (value.Members is not null)
        {
            return RegoObject.Of(("path", path), ("definition", value.ToValue()));
        }

        var schema = Ref(value, "a schema is a ref below `schema`, or a mapping");
        return schema[0] == "schema"
            ? RegoObject.Of(("path", path), ("schema", schema))
            : throw new MetadataException(value.Line, "a schema is a ref below `schema`, or a mapping");
    }

    private static RegoArray Ref(MetadataNode node, string fault)
    {
        var term = Parse(node, fault);
        var (head, keys) = term is RefTerm { Head: VarTerm root } path ? (root, path.Keys) : (term as VarTerm, []);
        var isRef = head is { IsWildcard: false } && (keys.Count > 0 || head.Name is "input" or "data" or "schema") && keys.All(key => key is ValueTerm or VarTerm);
        return isRef
            ? RegoArray.Of([RegoString.Of(head!.Name), .. keys.Select(key => key is ValueTerm scalar ? scalar.Value : RegoString.Of(((VarTerm)key).Name))])
            : throw new MetadataException(node.Line, fault);
    }

    private static Term Parse(MetadataNode node, string fault)
    {
        try
        {
            return RegoParser.ParseTerm(node.Text ?? "");
        }
        catch (RegoException)
        {
            throw new MetadataException(node.Line, fault);
        }
    }
}
