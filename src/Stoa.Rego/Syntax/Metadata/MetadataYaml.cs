using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stoa.Rego.Syntax;

/// <summary>Reads the YAML of a metadata block. Nesting is bounded, and so is what aliases multiply.</summary>
internal sealed class MetadataYaml
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 100_000;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, (MetadataNode Node, int Size)> _anchors = [];
    private int _nodes;

    private MetadataYaml(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The document, or null where there is none.</summary>
    /// <exception cref="MetadataException">It is not YAML.</exception>
    public static MetadataNode? Read(string text)
    {
        var yaml = new MetadataYaml(text);
        try
        {
            while (yaml._parser.MoveNext())
            {
                if (yaml._parser.Current is DocumentStart)
                {
                    yaml._parser.MoveNext();
                    return yaml.Node(1);
                }
            }

            return null;
        }
        catch (YamlException error)
        {
            throw new MetadataException((int)error.Start.Line, $"the metadata is not YAML: {error.Message}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or FormatException or OverflowException)
        {
            // The parser meets some malformed input with these.
            throw new MetadataException((int)(yaml._parser.Current?.End.Line ?? 0), "the metadata is not YAML");
        }
    }

    private MetadataNode Node(int depth)
    {
        var current = _parser.Current!;
        var line = (int)current.Start.Line;
        if (depth > MaxDepth || ++_nodes > MaxNodes)
        {
            throw new MetadataException(line, depth > MaxDepth ? $"the metadata nests deeper than {MaxDepth} levels" : $"the metadata has more than {MaxNodes} values");
        }

        if (current is AnchorAlias alias)
        {
            return Anchored(alias, line);
        }

        var first = _nodes;
        var node = current switch
        {
            Scalar scalar => new MetadataNode(line, YamlScalars.Resolve(scalar, line), null, null) { Text = scalar.Value },
            SequenceStart => new MetadataNode(line, null, Items(depth), null),
            MappingStart => new MetadataNode(line, null, null, Members(depth)),
            _ => throw new MetadataException(line, "the metadata is not YAML: a value is missing"),
        };
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor] = (node, _nodes - first + 1);
        }

        return node;
    }

    private MetadataNode Anchored(AnchorAlias alias, int line)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
        {
            throw new MetadataException(line, $"the metadata has no anchor {alias.Value.Value}");
        }

        _nodes += anchored.Size;
        return _nodes <= MaxNodes ? anchored.Node : throw new MetadataException(line, $"the metadata has more than {MaxNodes} values");
    }

    private List<MetadataNode> Items(int depth)
    {
        var items = new List<MetadataNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        return items;
    }

    private List<(MetadataNode Key, MetadataNode Value)> Members(int depth)
    {
        var members = new List<(MetadataNode, MetadataNode)>();
        var names = new HashSet<string>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1);
            _parser.MoveNext();
            members.Add((key, Node(depth + 1)));
            if (key.Text is not null && !names.Add(key.Text))
            {
                throw new MetadataException(key.Line, $"the key {key.Text} occurs twice in the metadata");
            }
        }

        return members;
    }
}
