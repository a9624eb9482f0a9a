using System.Security.Cryptography;
using System.Text;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Cli.Usage;

/// <summary>Adds up attempts by what is asked for. A record counts once, however often its closing entry comes.</summary>
internal sealed class UsageReport(IReadOnlyList<string> by)
{
    private readonly HashSet<UInt128> _seen = [];
    private readonly Dictionary<string, (IReadOnlyList<string> Key, UsageTotals Totals)> _groups = new(StringComparer.Ordinal);

    public IReadOnlyList<string> By => by;

    public UsageTotals Total { get; } = new();

    /// <summary>The groups in the order of their keys; none where nothing is told apart.</summary>
    public IReadOnlyList<(IReadOnlyList<string> Key, UsageTotals Totals)> Groups =>
        [.. _groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Value)];

    /// <summary>Adds the attempt that the entry closes, if it closes one.</summary>
    /// <exception cref="FormatException">The line is no entry.</exception>
    public void Add(TrailEntry entry)
    {
        if (entry.Usage is not { } usage || !_seen.Add(KeyOf(usage.EventId)))
        {
            return;
        }

        Total.Add(usage);
        if (by.Count > 0)
        {
            GroupOf(usage).Add(usage);
        }
    }

    private UsageTotals GroupOf(UsageEvent usage)
    {
        string[] key = [.. by.Select(name => UsageDimension.Of(name, usage))];

        // The lowest character separates, so that groups are ordered by one part after the other.
        var joined = string.Join('\0', key);
        if (!_groups.TryGetValue(joined, out var group))
        {
            _groups[joined] = group = (key, new UsageTotals());
        }

        return group.Totals;
    }

    // Sixteen bytes for each record, whatever its id looks like.
    private static UInt128 KeyOf(string id) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
