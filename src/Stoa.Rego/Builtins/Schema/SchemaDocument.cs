using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Finds what references within one schema document name. Nothing is ever loaded.</summary>
internal sealed class SchemaDocument
{
    private const int Deepest = 512;

    private readonly BuiltinContext _context;
    private readonly Dictionary<string, RegoValue> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<RegoValue, string> _bases = new(ReferenceEqualityComparer.Instance);

    public SchemaDocument(BuiltinContext context, RegoValue root)
    {
        _context = context;
        _named[""] = root;
        Scan(root, "", 0);
    }

    /// <summary>Names and finds what a reference in some schema points to.</summary>
    /// <exception cref="BuiltinFailure">There is no such schema in the document.</exception>
    public (string Name, RegoValue Schema) Find(RegoValue schema, string reference)
    {
        var name = Combine(_bases.GetValueOrDefault(schema, ""), reference);
        if (_named.TryGetValue(name.TrimEnd('#'), out var named))
        {
            return (name, named);
        }

        var hash = name.IndexOf('#');
        var document = hash < 0 ? name : name[..hash];
        if (!_named.TryGetValue(document, out var root))
        {
            throw new BuiltinFailure($"the reference {RegoString.Of(reference)} leads out of the schema, and nothing is loaded from elsewhere");
        }

        var fragment = hash < 0 ? "" : name[(hash + 1)..];
        return fragment.Length == 0 || fragment[0] == '/'
            ? (name, Walk(root, fragment) ?? throw Missing(reference))
            : throw Missing(reference);
    }

    private void Scan(RegoValue value, string at, int depth)
    {
        _context.Step();
        if (depth > Deepest)
        {
            throw new BuiltinFailure("the schema nests too deep");
        }

        if (value is RegoArray array)
        {
            foreach (var item in array)
            {
                Scan(item, at, depth + 1);
            }
        }
        else if (value is RegoObject members)
        {
            if ((members.Find("$id") ?? members.Find("id")) is RegoString { Value: var id } && members.Find("$ref") is null)
            {
                var name = Combine(at, id);
                _named.TryAdd(name.TrimEnd('#'), members);
                at = id.StartsWith('#') ? at : name.TrimEnd('#');
            }

            _bases[members] = at;
            foreach (var (_, member) in members)
            {
                Scan(member, at, depth + 1);
            }
        }
    }

    private static string Combine(string at, string reference)
    {
        if (reference.StartsWith('#'))
        {
            return at + reference;
        }

        return Uri.TryCreate(at, UriKind.Absolute, out var whole) && Uri.TryCreate(whole, reference, out var combined) ? combined.OriginalString : reference;
    }

    private static RegoValue? Walk(RegoValue root, string pointer)
    {
        RegoValue? value = root;
        foreach (var segment in Uri.UnescapeDataString(pointer).Split('/').Skip(1))
        {
            var key = segment.Replace("~1", "/").Replace("~0", "~");
            value = value switch
            {
                RegoObject members => members.Find(key),
                RegoArray array when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < array.Count => array[index],
                _ => null,
            };
        }

        return value;
    }

    private static BuiltinFailure Missing(string reference) => new($"the reference {RegoString.Of(reference)} names no part of the schema");
}
