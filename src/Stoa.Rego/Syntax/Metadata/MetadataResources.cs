namespace Stoa.Rego.Syntax;

/// <summary>A related resource: a URL, or a mapping with <c>ref</c> and perhaps a description.</summary>
internal static class MetadataResources
{
    public static RegoValue Resource(MetadataNode node)
    {
        if (node.Members is not null)
        {
            return Resource(node, MetadataAuthors.Member(node, "ref"), MetadataAuthors.Member(node, "description"));
        }

        return node.Scalar is RegoString url
            ? Resource(node, url.Value, "")
            : throw new MetadataException(node.Line, "a related resource is a URL, or a mapping with ref and description");
    }

    private static RegoObject Resource(MetadataNode node, string url, string description)
    {
        if (url.Length == 0)
        {
            throw new MetadataException(node.Line, "a related resource has a URL");
        }

        if (url.Any(char.IsControl) || !Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out _))
        {
            throw new MetadataException(node.Line, $"the URL of a related resource is malformed");
        }

        return description.Length == 0 ? RegoObject.Of(("ref", url)) : RegoObject.Of(("ref", url), ("description", description));
    }
}
