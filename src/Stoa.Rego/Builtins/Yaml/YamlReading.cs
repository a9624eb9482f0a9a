using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stoa.Rego.Builtins;

/// <summary>The first document of a YAML text, as JSON has it.</summary>
internal sealed class YamlReading
{
    private const int Deepest = 512;
    private const string OwnTags = "tag:yaml.org,2002:";

    private readonly BuiltinContext _context;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, (RegoValue Value, long Size)> _anchors = [];
    private long _size;

    private YamlReading(BuiltinContext context, string text)
    {
        _context = context;
        _parser = new Parser(new StringReader(text));
    }

    /// <exception cref="BuiltinFailure">The text is not YAML, or has what JSON has not.</exception>
    public static RegoValue Read(BuiltinContext context, string text)
    {
        context.Step(1 + (text.Length / 16));
        try
        {
            return new YamlReading(context, text).ReadDocument();
        }
        catch (YamlException error)
        {
            // The end of the text counts as a line of its own there.
            throw new BuiltinFailure($"yaml: line {Math.Min(error.Start.Line, text.AsSpan().Count('\n') + 1)}: {Fault(error.Message)}");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            throw new BuiltinFailure($"yaml: {error.Message}");
        }
    }

    private RegoValue ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return RegoNull.Instance;
        }

        var value = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        return value;
    }

    private RegoValue ReadNode(int depth)
    {
        _context.Produce(1);
        _size++;
        if (depth > Deepest)
        {
            throw new BuiltinFailure($"yaml: nests deeper than {Deepest}");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Aliased(alias);
        }

        var before = _size;
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        if (!anchor.IsEmpty)
        {
            _anchors.Remove(anchor); // Within itself a node has no name yet.
        }

        RegoValue value = _parser.Current switch
        {
            Scalar => ReadScalar(_parser.Consume<Scalar>()),
            SequenceStart => ReadSequence(depth),
            _ => ReadMapping(depth),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = (value, _size - before + 1);
        }

        return value;
    }

    // What is named is shared, but counts as often as it is referred to.
    private RegoValue Aliased(AnchorAlias alias)
    {
        var (value, size) = _anchors.TryGetValue(alias.Value, out var found) ? found : throw new BuiltinFailure($"yaml: unknown anchor '{alias.Value}' referenced");
        _context.Produce(size);
        _size += size;
        return value;
    }

    private RegoArray ReadSequence(int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new List<RegoValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return RegoArray.Owning([.. items]);
    }

    private RegoObject ReadMapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var members = new RegoObjectBuilder();
        var merged = new List<RegoValue>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var isMerge = _parser.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (isMerge)
            {
                merged.Add(value);
            }
            else
            {
                members[Name(key)] = value;
            }
        }

        merged.ForEach(value => Merge(members, value));
        return members.Build();
    }

    // What a mapping has itself goes before what is merged into it.
    private void Merge(RegoObjectBuilder members, RegoValue merged)
    {
        foreach (var source in merged is RegoArray several ? several : (IEnumerable<RegoValue>)[merged])
        {
            foreach (var (key, value) in source as RegoObject ?? throw new BuiltinFailure("yaml: map merge requires map or sequence of maps as the value"))
            {
                _context.Step();
                members.TryAdd(key, value);
            }
        }
    }

    private static RegoValue ReadScalar(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
        {
            var tag = scalar.Tag.Value;
            return !tag.StartsWith(OwnTags, StringComparison.Ordinal) ? scalar.Value
                : YamlScalars.ResolveTagged(tag[OwnTags.Length..], scalar.Value)
                ?? throw new BuiltinFailure($"yaml: cannot decode {RegoString.Of(scalar.Value)} as a !!{tag[OwnTags.Length..]}");
        }

        return scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? YamlScalars.Resolve(scalar.Value) : scalar.Value;
    }

    private static RegoString Name(RegoValue key) => key switch
    {
        RegoString name => name,
        RegoNumber number => RegoString.Of(number.Text),
        RegoBoolean boolean => RegoString.Of(boolean.Value ? "true" : "false"),
        _ => throw new BuiltinFailure($"error converting YAML to JSON: a key of type {key.TypeName} is not supported"),
    };

    // "While parsing a flow sequence, did not find expected ',' or ']'."
    private static string Fault(string message)
    {
        var comma = message.StartsWith("While", StringComparison.Ordinal) ? message.IndexOf(", ", StringComparison.Ordinal) : -1;
        return (comma < 0 ? message : message[(comma + 2)..]).TrimEnd('.');
    }
}
