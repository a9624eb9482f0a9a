using System.Globalization;
using System.Runtime.CompilerServices;

namespace Stoa.Rego.Builtins;

/// <summary><c>json.filter</c> and <c>json.remove</c>: paths as a tree, which goes along with the document.</summary>
internal sealed class JsonPaths
{
    private static readonly string[] Indexes = [.. Enumerable.Range(0, 64).Select(index => index.ToString(CultureInfo.InvariantCulture))];

    // Null where a path ends: everything below is meant.
    private readonly Dictionary<RegoValue, JsonPaths?> _children = [];

    public static RegoValue Filter(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => Kept(context, operands[0], Read(context, operands));

    public static RegoValue? Remove(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => Rest(context, operands[0], Read(context, operands));

    /// <summary>The segments of a path: of a text between slashes, or the items of an array.</summary>
    public static IReadOnlyList<RegoValue> Segments(RegoValue path) => path switch
    {
        RegoString { Value: "" } => [],
        RegoString text => [.. text.Value.TrimStart('/').Split('/').Select(part => (RegoValue)part.Replace("~1", "/").Replace("~0", "~"))],
        RegoArray array => array,
        _ => throw new BuiltinFailure(
            $"operand 2 must be one of {{set, array}} containing string paths or array of path segments but got {path.TypeName}", isType: true),
    };

    private static JsonPaths Read(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is not RegoObject)
        {
            throw new BuiltinFailure($"operand 1 must be object but got {operands[0].TypeName}", isType: true);
        }

        if (operands[1] is not (RegoSet or RegoArray))
        {
            throw new BuiltinFailure($"operand 2 must be one of {{set, array}} but got {operands[1].TypeName}", isType: true);
        }

        var root = new JsonPaths();
        foreach (var path in (IEnumerable<RegoValue>)operands[1])
        {
            var segments = Segments(path);
            context.Step(1 + segments.Count);
            root.Add(segments);
        }

        return root;
    }

    private void Add(IReadOnlyList<RegoValue> segments)
    {
        var node = this;
        for (var i = 0; i < segments.Count; i++)
        {
            if (i == segments.Count - 1)
            {
                node._children[segments[i]] = null;
            }
            else if (!node._children.TryGetValue(segments[i], out var child))
            {
                node._children[segments[i]] = child = new JsonPaths();
                node = child;
            }
            else if (child is null)
            {
                return;
            }
            else
            {
                node = child;
            }
        }
    }

    private static RegoValue Kept(BuiltinContext context, RegoValue value, JsonPaths? paths)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Step();
        switch (value)
        {
            case RegoArray array when paths is not null:
                var items = new List<RegoValue>();
                for (var i = 0; i < array.Count; i++)
                {
                    context.Step();
                    if (paths._children.TryGetValue(Index(i), out var child))
                    {
                        items.Add(Kept(context, array[i], child));
                    }
                }

                return RegoArray.Owning([.. items]);
            case RegoSet set when paths is not null:
                var kept = new List<RegoValue>();
                foreach (var (key, child) in paths._children)
                {
                    if (set.Find(key) is { } item)
                    {
                        kept.Add(Kept(context, item, child));
                    }
                }

                return RegoSet.Owning([.. kept]);
            case RegoObject members when paths is not null:
                var builder = new RegoObjectBuilder();
                foreach (var (key, child) in paths._children)
                {
                    if (members.Find(key) is { } member)
                    {
                        builder[key] = Kept(context, member, child);
                    }
                }

                return builder.Build();
            default:
                return value;
        }
    }

    // Null where nothing is left.
    private static RegoValue? Rest(BuiltinContext context, RegoValue value, JsonPaths? paths)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Step();
        if (paths is null)
        {
            return null;
        }

        switch (value)
        {
            case RegoArray array:
                return RegoArray.Of(array.Select((item, index) => Rest(context, item, paths, Index(index))).OfType<RegoValue>());
            case RegoSet set:
                return RegoSet.Of(set.Select(item => Rest(context, item, paths, item)).OfType<RegoValue>());
            case RegoObject members:
                var builder = new RegoObjectBuilder(members.Count);
                foreach (var (key, member) in members)
                {
                    if (Rest(context, member, paths, key) is { } rest)
                    {
                        builder[key] = rest;
                    }
                }

                return builder.Build();
            default:
                return value;
        }
    }

    private static RegoValue? Rest(BuiltinContext context, RegoValue child, JsonPaths paths, RegoValue key)
    {
        context.Step();
        return paths._children.TryGetValue(key, out var below) ? Rest(context, child, below) : child;
    }

    private static RegoValue Index(int index) => index < Indexes.Length ? Indexes[index] : index.ToString(CultureInfo.InvariantCulture);
}
