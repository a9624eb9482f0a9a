namespace Stoa.Rego;

/// <summary>Collects the members of an object. Not safe for several threads.</summary>
internal sealed class RegoObjectBuilder(int capacity = 0)
{
    private readonly Dictionary<RegoValue, RegoValue> _members = new(capacity);

    public int Count => _members.Count;

    public RegoValue this[RegoValue key]
    {
        set => _members[key] = value;
    }

    public RegoValue? Find(RegoValue key) => _members.GetValueOrDefault(key);

    public bool Remove(RegoValue key) => _members.Remove(key);

    /// <summary>Adds a member. False where the key has another value; the same value again changes nothing.</summary>
    public bool TryAdd(RegoValue key, RegoValue value) => _members.TryAdd(key, value) || _members[key].Equals(value);

    public void AddAll(RegoObject members)
    {
        foreach (var (key, value) in members)
        {
            _members[key] = value;
        }
    }

    public RegoObject Build()
    {
        var keys = new RegoValue[_members.Count];
        var values = new RegoValue[_members.Count];
        _members.Keys.CopyTo(keys, 0);
        _members.Values.CopyTo(values, 0);
        return RegoObject.Owning(keys, values);
    }
}
