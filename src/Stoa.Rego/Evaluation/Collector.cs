namespace Stoa.Rego.Evaluation;

/// <summary>Gathers the items of one comprehension or partial document.</summary>
internal sealed class Collector(RegoKind kind, SourceLocation location)
{
    private readonly List<RegoValue>? _items = kind == RegoKind.Array ? [] : null;
    private readonly HashSet<RegoValue>? _set = kind == RegoKind.Set ? [] : null;
    private readonly RegoObjectBuilder? _members = kind == RegoKind.Object ? new RegoObjectBuilder() : null;

    public void Add(Machine machine, RegoValue value)
    {
        machine.Produce(1);
        if (_items is not null)
        {
            _items.Add(value);
        }
        else
        {
            _set!.Add(value);
        }
    }

    public void Add(Machine machine, RegoValue key, RegoValue value)
    {
        machine.Produce(1);
        if (!_members!.TryAdd(key, value))
        {
            throw Machine.Error(RegoErrorCodes.Conflict, "object keys must be unique", location);
        }
    }

    public RegoValue Build() => kind switch
    {
        RegoKind.Array => RegoArray.Owning([.. _items!]),
        RegoKind.Set => RegoSet.Owning([.. _set!]),
        _ => _members!.Build(),
    };
}
