namespace Stoa.Rego.Syntax;

/// <summary>Reads a module's metadata blocks and finds what each annotates: the first statement below it.</summary>
internal sealed class AnnotationReader
{
    private readonly List<(SourceLocation Location, string Kind)> _statements = [];

    public AnnotationReader(Package package, IReadOnlyList<Import> imports, IReadOnlyList<Rule> rules)
    {
        _statements.Add((package.Location, "package"));
        _statements.AddRange(imports.Select(import => (import.Location, "import")));
        _statements.AddRange(rules.Select(rule => (rule.Location, "rule")));
        _statements.Sort((left, right) => (left.Location.Row, left.Location.Column).CompareTo((right.Location.Row, right.Location.Column)));
    }

    /// <summary>The annotations in order. What is wrong with them is added to the errors.</summary>
    public List<Annotations> Read(IReadOnlyList<Comment> comments, List<RegoError> errors)
    {
        var annotations = new List<Annotations>();
        var next = 0;
        foreach (var block in MetadataBlock.Find(comments))
        {
            while (next < _statements.Count && _statements[next].Location.Row <= block.Location.Row)
            {
                next++;
            }

            try
            {
                annotations.Add(Attach(block, Content(block), next < _statements.Count ? _statements[next] : null));
            }
            catch (MetadataException error)
            {
                errors.Add(TokenStream.Error(block.LocationOf(error.Line), error.Message, block.Advice));
            }
        }

        return annotations;
    }

    private static RegoObjectBuilder Content(MetadataBlock block)
    {
        var text = block.Text;
        return string.IsNullOrWhiteSpace(text)
            ? throw new MetadataException(0, "the metadata block is empty: its YAML begins on the line below `# METADATA`")
            : MetadataYaml.Read(text) is { IsNull: false } document ? MetadataReader.Read(document) : new RegoObjectBuilder();
    }

    private static Annotations Attach(MetadataBlock block, RegoObjectBuilder content, (SourceLocation Location, string Kind)? target)
    {
        var isEntrypoint = content.Find("entrypoint") is not null;
        var scope = (content.Find("scope") as RegoString)?.Value ?? target?.Kind switch
        {
            "rule" when isEntrypoint => "document",
            var kind => kind,
        };
        var wanted = scope switch
        {
            "rule" or "document" => "rule",
            "package" or "subpackages" => "package",
            "import" => throw new MetadataException(0, "imports have no metadata; a blank line ends a metadata block that is meant as a comment"),
            null => throw new MetadataException(0, "nothing stands below this metadata block"),
            _ => throw new MetadataException(0, $"the scope of metadata is rule, document, package or subpackages, not {scope}"),
        };
        if (target?.Kind != wanted)
        {
            throw new MetadataException(0, $"metadata of scope {scope} stands above a {wanted}, this is above {(target is null ? "nothing" : $"a {target.Value.Kind}")}");
        }

        if (isEntrypoint && scope is not ("document" or "package"))
        {
            throw new MetadataException(0, $"an entrypoint has the scope document or package, not {scope}");
        }

        content["scope"] = scope;
        return new Annotations(block.Location, scope, content.Build(), target.Value.Location);
    }
}
