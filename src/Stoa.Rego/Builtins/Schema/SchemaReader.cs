using System.Runtime.CompilerServices;

namespace Stoa.Rego.Builtins;

/// <summary>Reads schemas, and finds what is wrong with them.</summary>
internal sealed partial class SchemaReader
{
    private static readonly string[] PrimitiveTypes = ["array", "boolean", "integer", "number", "null", "object", "string"];

    private readonly BuiltinContext _context;
    private readonly SchemaDocument _document;
    private readonly SchemaDraft _draft;
    private readonly Dictionary<string, SchemaNode> _references = new(StringComparer.Ordinal);
    private readonly Queue<(SchemaNode Node, RegoValue Schema)> _unread = new();

    private SchemaReader(BuiltinContext context, RegoValue root)
    {
        _context = context;
        _document = new SchemaDocument(context, root);
        _draft = DraftOf(root);
    }

    /// <exception cref="BuiltinFailure">The schema is wrong.</exception>
    public static SchemaNode Read(BuiltinContext context, RegoValue root)
    {
        var reader = new SchemaReader(context, root);
        var node = reader.Read(root);

        // What references name is read after, not within, what refers to it: they may form circles, and long chains.
        while (reader._unread.TryDequeue(out var next))
        {
            reader.ReadInto(next.Node, next.Schema);
        }

        return node;
    }

    private static SchemaDraft DraftOf(RegoValue root) => ((root as RegoObject)?.Find("$schema") as RegoString)?.Value.TrimEnd('#') switch
    {
        "http://json-schema.org/draft-04/schema" => SchemaDraft.Draft4,
        "http://json-schema.org/draft-06/schema" => SchemaDraft.Draft6,
        "http://json-schema.org/draft-07/schema" => SchemaDraft.Draft7,
        _ => SchemaDraft.Any,
    };

    private SchemaNode Read(RegoValue schema)
    {
        var node = new SchemaNode();
        ReadInto(node, schema);
        return node;
    }

    private void ReadInto(SchemaNode node, RegoValue schema)
    {
        _context.Step();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new BuiltinFailure("the schema nests too deep");
        }

        if (schema is RegoBoolean boolean && _draft >= SchemaDraft.Draft6)
        {
            node.Allows = boolean.Value;
            return;
        }

        var members = schema as RegoObject ?? throw Wrong("a schema", _draft == SchemaDraft.Draft4 ? "an object" : "an object or a boolean");
        foreach (var (_, definition) in Members(members, "definitions"))
        {
            Read(definition);
        }

        Text(members, "title");
        Text(members, "description");
        if (Text(members, "$ref") is { } reference)
        {
            node.Reference = Referenced(schema, reference);
            return;
        }

        ReadTypes(node, members);
        ReadObject(node, members);
        ReadArray(node, members);
        ReadNumber(node, members);
        ReadString(node, members);
        ReadValues(node, members);
        ReadCompositions(node, members);
    }

    private SchemaNode Referenced(RegoValue schema, string reference)
    {
        var (name, target) = _document.Find(schema, reference);
        if (!_references.TryGetValue(name, out var node))
        {
            _references[name] = node = new SchemaNode();
            _unread.Enqueue((node, target));
        }

        return node;
    }

    private static void ReadTypes(SchemaNode node, RegoObject members)
    {
        IEnumerable<RegoValue> names = members.Find("type") switch
        {
            null => [],
            RegoArray several => several,
            var one => [one],
        };
        foreach (var name in names)
        {
            var type = (name as RegoString)?.Value ?? throw Wrong("type", "a string or an array of strings");
            if (!PrimitiveTypes.Contains(type))
            {
                throw new BuiltinFailure(
                    $"has a primitive type that is NOT VALID -- given: /{type}/ Expected valid values are:[{string.Join(' ', PrimitiveTypes)}]");
            }

            if (node.Types.Contains(type))
            {
                throw new BuiltinFailure($"type has {type} twice");
            }

            node.Types.Add(type);
        }
    }

    private void ReadValues(SchemaNode node, RegoObject members)
    {
        node.Const = _draft >= SchemaDraft.Draft6 ? members.Find("const") : null;
        node.Format = Text(members, "format");
        if (members.Find("enum") is { } values)
        {
            var list = values as RegoArray ?? throw Wrong("enum", "an array");
            node.Enum = list.Distinct().Count() == list.Count ? list : throw new BuiltinFailure("enum has a value twice");
        }
    }

    private void ReadCompositions(SchemaNode node, RegoObject members)
    {
        node.OneOf = Schemas(members, "oneOf");
        node.AnyOf = Schemas(members, "anyOf");
        node.AllOf = Schemas(members, "allOf");
        node.Not = Schema(members, "not");
        if (_draft >= SchemaDraft.Draft7)
        {
            node.If = Schema(members, "if");
            node.Then = Schema(members, "then");
            node.Else = Schema(members, "else");
        }
    }

    private SchemaNode? Schema(RegoObject members, string keyword) => members.Find(keyword) is { } schema ? Read(schema) : null;

    private List<SchemaNode> Schemas(RegoObject members, string keyword) => members.Find(keyword) switch
    {
        null => [],
        RegoArray schemas => [.. schemas.Select(Read)],
        _ => throw Wrong(keyword, "an array"),
    };

    // A schema, also as a boolean where the draft has none.
    private SchemaNode? Additional(RegoValue? schema) => schema switch
    {
        null => null,
        RegoBoolean allows => new SchemaNode { Allows = allows.Value },
        _ => Read(schema),
    };

    private CompiledRegex Regex(string pattern, string keyword) =>
        Patterns.Find(_context, pattern) ?? throw new BuiltinFailure($"{keyword} is no regular expression: {RegoString.Of(pattern)}");

    private static RegoObject Members(RegoObject members, string keyword) => members.Find(keyword) switch
    {
        null => RegoObject.Empty,
        RegoObject found => found,
        _ => throw Wrong(keyword, "an object"),
    };

    private static string? Text(RegoObject members, string keyword) => members.Find(keyword) switch
    {
        null => null,
        RegoString text => text.Value,
        _ => throw Wrong(keyword, "a string"),
    };

    private static RegoNumber? Number(RegoObject members, string keyword) => members.Find(keyword) switch
    {
        null => null,
        RegoNumber number => number,
        _ => throw Wrong(keyword, "a number"),
    };

    private static RegoNumber? Count(RegoObject members, string keyword) => members.Find(keyword) switch
    {
        null => null,
        RegoNumber { IsInteger: true } number when number >= RegoNumber.Of(0) => number,
        _ => throw Wrong(keyword, "an integer of 0 or more"),
    };

    private static BuiltinFailure Wrong(string what, string expected) => new($"{what} must be {expected}");
}
