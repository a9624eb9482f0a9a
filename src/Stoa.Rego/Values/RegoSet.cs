using System.Collections;

namespace Stoa.Rego;

/// <summary>A Rego set. Its items come in Rego's order.</summary>
public sealed class RegoSet : RegoValue, IReadOnlyCollection<RegoValue>
{
    private readonly RegoValue[] _items;
    private int[]? _slots;
    private int _hash;

    private RegoSet(RegoValue[] items) => _items = items;

    /// <summary>The set without items.</summary>
    public static RegoSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.Set;

    /// <summary>How many items it has.</summary>
    public int Count => _items.Length;

    /// <summary>The items in order.</summary>
    internal ReadOnlySpan<RegoValue> Span => _items;

    /// <summary>A set of these items, in any order, with or without duplicates.</summary>
    public static RegoSet Of(params ReadOnlySpan<RegoValue> items) => Owning(items.ToArray());

    /// <summary>A set of these items, in any order, with or without duplicates.</summary>
    public static RegoSet Of(IEnumerable<RegoValue> items) => Owning([.. items]);

    /// <summary>A set over this very array, which is sorted and must not change any more.</summary>
    internal static RegoSet Owning(RegoValue[] items)
    {
        if (items.Length == 0)
        {
            return Empty;
        }

        Array.Sort(items);
        var kept = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (!items[i].Equals(items[kept - 1]))
            {
                items[kept++] = items[i];
            }
        }

        return new RegoSet(kept == items.Length ? items : items[..kept]);
    }

    /// <summary>Whether the set has this item.</summary>
    public bool Contains(RegoValue item) => Find(item) is not null;

    /// <summary>The set's own instance of an item, or null.</summary>
    internal RegoValue? Find(RegoValue item)
    {
        var position = HashIndex.Find(_items, ref _slots, item);
        return position < 0 ? null : _items[position];
    }

    /// <inheritdoc/>
    public IEnumerator<RegoValue> GetEnumerator() => ((IEnumerable<RegoValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private protected override int CompareSame(RegoValue other) => Items.Compare(Span, ((RegoSet)other).Span);

    private protected override bool EqualsSame(RegoValue other) => Items.AreEqual(Span, ((RegoSet)other).Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Hash(_items, Kind, ref _hash);
}
