namespace Stoa.Rego.Syntax;

/// <summary>Checks a metadata block and gives its content the one form that policies and tools see.</summary>
internal sealed class MetadataReader
{
    private readonly RegoObjectBuilder _content = new();

    private MetadataReader()
    {
    }

    /// <summary>The content of a block. Keys that OPA does not know are left out, as are empty values.</summary>
    /// <exception cref="MetadataException">The block is no mapping, or a value in it has a wrong form.</exception>
    public static RegoObjectBuilder Read(MetadataNode document)
    {
        if (document.Members is null)
        {
            throw new MetadataException(document.Line, "the metadata is no mapping: write `title: …` and the like");
        }

        var reader = new MetadataReader();
        foreach (var (key, value) in document.Members)
        {
            if (!value.IsNull)
            {
                reader.Add(key.Text, value);
            }
        }

        return reader._content;
    }

    private static string Text(string key, MetadataNode value) =>
        value.Scalar is null ? throw new MetadataException(value.Line, $"{key} is a string") : value.IsNull ? "" : value.Text!;

    private static IReadOnlyList<MetadataNode> Items(string key, MetadataNode value) =>
        value.Items ?? throw new MetadataException(value.Line, $"{key} is a list");

    private void Add(string? key, MetadataNode value)
    {
        switch (key)
        {
            case "scope" or "title" or "description":
                AddText(key, Text(key, value));
                break;
            case "organizations":
                AddItems(key, Items(key, value).Select(item => (RegoValue)RegoString.Of(Text(key, item))));
                break;
            case "authors":
                AddItems(key, Items(key, value).Select(MetadataAuthors.Author));
                break;
            case "related_resources":
                AddItems(key, Items(key, value).Select(MetadataResources.Resource));
                break;
            case "schemas":
                AddItems(key, Items(key, value).Select(MetadataSchemas.Schema));
                break;
            case "entrypoint":
                AddEntrypoint(value);
                break;
            case "custom":
                AddCustom(value);
                break;
            case "compile" when value.Members is null:
                throw new MetadataException(value.Line, "compile is a mapping");
        }
    }

    private void AddText(string key, string text)
    {
        if (text.Length > 0)
        {
            _content[key] = text;
        }
    }

    private void AddItems(string key, IEnumerable<RegoValue> items)
    {
        if (RegoArray.Of(items) is { Count: > 0 } array)
        {
            _content[key] = array;
        }
    }

    private void AddEntrypoint(MetadataNode value)
    {
        if (value.Scalar is not RegoBoolean entrypoint)
        {
            throw new MetadataException(value.Line, "entrypoint is true or false");
        }

        if (entrypoint.Value)
        {
            _content["entrypoint"] = entrypoint;
        }
    }

    private void AddCustom(MetadataNode value)
    {
        if (value.Members is null)
        {
            throw new MetadataException(value.Line, "custom is a mapping");
        }

        var custom = new RegoObjectBuilder(value.Members.Count);
        foreach (var (key, member) in value.Members)
        {
            // At this level any scalar is a name.
            custom[key.Text ?? throw new MetadataException(key.Line, "a key in the metadata is no string")] = member.ToValue();
        }

        if (custom.Count > 0)
        {
            _content["custom"] = custom.Build();
        }
    }
}
