namespace Stoa.Rego.Syntax;

/// <summary>A value of YAML: a scalar, a sequence or a mapping.</summary>
internal sealed record MetadataNode(
    int Line, RegoValue? Scalar, IReadOnlyList<MetadataNode>? Items, IReadOnlyList<(MetadataNode Key, MetadataNode Value)>? Members)
{
    /// <summary>A scalar as it is written, without quotes.</summary>
    public string? Text { get; init; }

    public bool IsNull => Scalar is RegoNull;

    /// <summary>The value in Rego. Keys of objects are strings.</summary>
    public RegoValue ToValue()
    {
        if (Scalar is not null)
        {
            return Scalar;
        }

        if (Items is not null)
        {
            return RegoArray.Of(Items.Select(item => item.ToValue()));
        }

        var builder = new RegoObjectBuilder(Members!.Count);
        foreach (var (key, value) in Members)
        {
            builder[key.Scalar is RegoString name ? name : throw new MetadataException(key.Line, "a key in the metadata is no string")] = value.ToValue();
        }

        return builder.Build();
    }
}
