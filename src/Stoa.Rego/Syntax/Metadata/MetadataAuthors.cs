namespace Stoa.Rego.Syntax;

/// <summary>An author: <c>Name &lt;email&gt;</c>, or a mapping with a name, an email, or both.</summary>
internal static class MetadataAuthors
{
    public static RegoValue Author(MetadataNode node)
    {
        if (node.Members is not null)
        {
            return Author(node, Member(node, "name"), Member(node, "email"));
        }

        if (node.Scalar is not RegoString text)
        {
            throw new MetadataException(node.Line, "an author is a string `Name <email>`, or a mapping with name and email");
        }

        var words = text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [.. var names, ['<', .. var email, '>']]
            ? Author(node, string.Join(' ', names), email)
            : Author(node, string.Join(' ', words), "");
    }

    /// <summary>A member of a mapping that is a string, without the space around it; else nothing.</summary>
    public static string Member(MetadataNode node, string key) =>
        node.Members!.FirstOrDefault(member => member.Key.Text == key).Value?.Scalar is RegoString text ? text.Value.Trim() : "";

    private static RegoObject Author(MetadataNode node, string name, string email)
    {
        if (name.Length == 0 && email.Length == 0)
        {
            throw new MetadataException(node.Line, "an author has a name or an email");
        }

        var author = new RegoObjectBuilder();
        if (name.Length > 0)
        {
            author["name"] = name;
        }

        if (email.Length > 0)
        {
            author["email"] = email;
        }

        return author.Build();
    }
}
