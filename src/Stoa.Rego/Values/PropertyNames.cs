using System.Text;

namespace Stoa.Rego;

/// <summary>
/// The names of JSON members that were seen lately, so that a name that comes with every document is one object: nothing is allocated for it,
/// and comparing it with itself costs nothing. Bounded; without a lock, since entries do not change and losing one only costs its making.
/// </summary>
internal static class PropertyNames
{
    private const int Places = 1024;
    private const int LongestKept = 48;
    private static readonly Entry?[] Entries = new Entry?[Places];

    /// <summary>The value of a name given in UTF-8 without escapes, which must be valid.</summary>
    public static RegoString Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
        {
            return RegoString.Of(Encoding.UTF8.GetString(utf8));
        }

        var hash = 2166136261u;
        foreach (var unit in utf8)
        {
            hash = (hash ^ unit) * 16777619;
        }

        ref var place = ref Entries[(hash ^ (hash >> 15)) & (Places - 1)];
        var entry = Volatile.Read(ref place);
        if (entry is null || !utf8.SequenceEqual(entry.Utf8))
        {
            entry = new Entry(utf8.ToArray(), RegoString.Of(Encoding.UTF8.GetString(utf8)));
            Volatile.Write(ref place, entry);
        }

        return entry.Name;
    }

    private sealed record Entry(byte[] Utf8, RegoString Name);
}
