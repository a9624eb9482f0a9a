using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Stoa.Trail.Verifying;

/// <summary>
/// Which records of a chain are open: an outcome needs an intent before it, and closes the record for good. Remembers open records alone,
/// so that its size is that of the calls under way and not of the trail.
/// </summary>
internal sealed class RecordBook
{
    private readonly Dictionary<UInt128, long> _open = [];
    private readonly HashSet<UInt128> _closedUnseen = [];
    private bool _intentsMayBeMissing;

    public long Closed { get; private set; }

    public long Denials { get; private set; }

    public int Open => _open.Count;

    public long? OldestOpen => _open.Count == 0 ? null : _open.Values.Min();

    /// <summary>Lines were removed before the first, and nothing says which records were open there.</summary>
    public void BeginUnknown() => _intentsMayBeMissing = true;

    /// <summary>A record that was open before the first line kept.</summary>
    public string? BeginWith(ReadOnlySpan<byte> decision, long sequence) =>
        _open.TryAdd(KeyOf(decision), sequence) ? null : "lists a record twice as open";

    /// <summary>Whether the record's intent stands at that line, and it is open.</summary>
    public bool IsOpen(ReadOnlySpan<byte> decision, long sequence) => _open.TryGetValue(KeyOf(decision), out var at) && at == sequence;

    public string? Intent(ReadOnlySpan<byte> decision, long sequence) =>
        decision.IsEmpty ? "has no decision_id"
        : _open.TryAdd(KeyOf(decision), sequence) ? null
        : "is the second intent of a record";

    public string? Outcome(ReadOnlySpan<byte> decision)
    {
        if (decision.IsEmpty)
        {
            return "has no decision_id";
        }

        var key = KeyOf(decision);
        if (_open.Remove(key) || (_intentsMayBeMissing && _closedUnseen.Add(key)))
        {
            Closed++;
            return null;
        }

        return "is an outcome without an intent before it, or the second one of its record";
    }

    public string? Denial(ReadOnlySpan<byte> decision)
    {
        Denials++;
        return decision.IsEmpty ? "has no decision_id" : _open.ContainsKey(KeyOf(decision)) ? "denies a call that its record has already allowed" : null;
    }

    // Half of a SHA-256: as good as the id itself where nobody can find two ids with the same half.
    private static UInt128 KeyOf(ReadOnlySpan<byte> decision)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(decision, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
