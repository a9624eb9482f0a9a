using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Stoa.Rego;

/// <summary>
/// A Rego object: keys of any kind, in Rego's order. One that stands in JSON makes a member's value when it is first asked for, so that what
/// a policy does not look at costs little.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name of Rego's type.")]
public sealed class RegoObject : RegoValue, IReadOnlyCollection<KeyValuePair<RegoValue, RegoValue>>
{
    private object _members; // an ObjectTable; before it is asked for, UnreadMembers
    private int _hash;

    private RegoObject(ObjectTable table) => _members = table;

    /// <summary>An object over parsed JSON, read on demand.</summary>
    internal RegoObject(UnreadMembers members) => _members = members;

    /// <summary>The object without members.</summary>
    public static RegoObject Empty { get; } = new(ObjectTable.Of([], []));

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.Object;

    /// <summary>How many members it has.</summary>
    public int Count => Table.Keys.Length;

    /// <summary>The keys in order.</summary>
    internal ReadOnlySpan<RegoValue> KeySpan => Table.Keys;

    /// <summary>The values in the order of their keys.</summary>
    internal ReadOnlySpan<RegoValue> ValueSpan => Table.Values;

    private ObjectTable Table => _members as ObjectTable ?? Read();

    /// <summary>An object of these members.</summary>
    /// <exception cref="ArgumentException">Two members have equal keys.</exception>
    public static RegoObject Of(params ReadOnlySpan<(RegoValue Key, RegoValue Value)> members)
    {
        var builder = new RegoObjectBuilder(members.Length);
        foreach (var (key, value) in members)
        {
            if (!builder.TryAdd(key, value))
            {
                throw new ArgumentException($"The key {key} occurs twice.", nameof(members));
            }
        }

        return builder.Build();
    }

    /// <summary>An object over these very arrays of keys and their values, in any order: of equal keys the last one counts.</summary>
    internal static RegoObject Unsettled(RegoValue[] keys, RegoValue[] values) =>
        keys.Length == 0 ? Empty : new RegoObject(ObjectTable.Unsettled(keys, values));

    /// <summary>An object over these very arrays of distinct keys and their values, which are sorted and must not change any more.</summary>
    internal static RegoObject Owning(RegoValue[] keys, RegoValue[] values) =>
        keys.Length == 0 ? Empty : new RegoObject(ObjectTable.Of(keys, values));

    /// <summary>An object over this table.</summary>
    internal static RegoObject Owning(ObjectTable table) => new(table);

    /// <summary>The value of a key, or null where there is none.</summary>
    public RegoValue? Find(RegoValue key) => _members is ObjectTable table ? table.Find(key) : FindUnread(key);

    /// <summary>The value of a string key, or null where there is none.</summary>
    public RegoValue? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _members is UnreadMembers unread && unread.TryFind(key, out var value) ? value : Table.Find(key);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<RegoValue, RegoValue>> GetEnumerator()
    {
        var table = Table;
        for (var i = 0; i < table.Keys.Length; i++)
        {
            yield return new KeyValuePair<RegoValue, RegoValue>(table.Keys[i], table.Values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Member by member, a key before its value; then the shorter one first.
    private protected override int CompareSame(RegoValue other)
    {
        var that = (RegoObject)other;
        var keys = KeySpan;
        var otherKeys = that.KeySpan;
        var common = Math.Min(keys.Length, otherKeys.Length);
        for (var i = 0; i < common; i++)
        {
            var order = keys[i].CompareTo(otherKeys[i]);
            if (order == 0)
            {
                order = ValueSpan[i].CompareTo(that.ValueSpan[i]);
            }

            if (order != 0)
            {
                return order;
            }
        }

        return keys.Length.CompareTo(otherKeys.Length);
    }

    private protected override bool EqualsSame(RegoValue other)
    {
        var that = (RegoObject)other;
        return Count == that.Count && KeySpan.SequenceEqual(that.KeySpan) && ValueSpan.SequenceEqual(that.ValueSpan);
    }

    private RegoValue? FindUnread(RegoValue key) => key is RegoString name ? Find(name.Value) : Table.Find(key);

    // Two threads may both read it; either result serves.
    private ObjectTable Read()
    {
        if (_members is UnreadMembers unread)
        {
            _members = unread.Read();
        }

        return (ObjectTable)_members;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            var hash = new HashCode();
            foreach (var (key, value) in this)
            {
                hash.Add(key.GetHashCode());
                hash.Add(value.GetHashCode());
            }

            _hash = hash.ToHashCode() | 4;
        }

        return _hash;
    }
}
