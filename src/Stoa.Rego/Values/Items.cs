namespace Stoa.Rego;

/// <summary>What arrays and sets compare and hash by: their items in order, then how many there are.</summary>
internal static class Items
{
    public static int Compare(ReadOnlySpan<RegoValue> left, ReadOnlySpan<RegoValue> right) => left.SequenceCompareTo(right);

    public static bool AreEqual(ReadOnlySpan<RegoValue> left, ReadOnlySpan<RegoValue> right) => left.SequenceEqual(right);

    /// <summary>The hash of items, computed once and kept by who asks. It is never 0, and differs by kind.</summary>
    public static int Hash(ReadOnlySpan<RegoValue> items, RegoKind kind, ref int kept)
    {
        if (kept == 0)
        {
            var hash = new HashCode();
            hash.Add((int)kind);
            foreach (var item in items)
            {
                hash.Add(item.GetHashCode());
            }

            kept = hash.ToHashCode() | 1;
        }

        return kept;
    }
}
