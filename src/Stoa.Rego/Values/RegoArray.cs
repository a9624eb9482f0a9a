using System.Collections;

namespace Stoa.Rego;

/// <summary>A Rego array.</summary>
public sealed class RegoArray : RegoValue, IReadOnlyList<RegoValue>
{
    private readonly RegoValue[] _items;
    private int _hash;

    private RegoArray(RegoValue[] items) => _items = items;

    /// <summary>The array without items.</summary>
    public static RegoArray Empty { get; } = new([]);

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.Array;

    /// <summary>How many items it has.</summary>
    public int Count => _items.Length;

    /// <summary>The item at a position, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public RegoValue this[int index] => _items[index];

    /// <summary>The items.</summary>
    internal ReadOnlySpan<RegoValue> Span => _items;

    /// <summary>An array of these items, which are copied.</summary>
    public static RegoArray Of(params ReadOnlySpan<RegoValue> items) => Owning(items.ToArray());

    /// <summary>An array of these items, which are copied.</summary>
    public static RegoArray Of(IEnumerable<RegoValue> items) => Owning([.. items]);

    /// <summary>An array over these very items, which must not change any more.</summary>
    internal static RegoArray Owning(RegoValue[] items) => items.Length == 0 ? Empty : new RegoArray(items);

    /// <summary>The item that a Rego key names, or null: a number with an integer value in range.</summary>
    internal RegoValue? Find(RegoValue key) =>
        key is RegoNumber number && number.TryGetInt64(out var index) && (ulong)index < (ulong)_items.Length ? _items[index] : null;

    /// <inheritdoc/>
    public IEnumerator<RegoValue> GetEnumerator() => ((IEnumerable<RegoValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private protected override int CompareSame(RegoValue other) => Items.Compare(Span, ((RegoArray)other).Span);

    private protected override bool EqualsSame(RegoValue other) => Items.AreEqual(Span, ((RegoArray)other).Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Hash(_items, Kind, ref _hash);
}
