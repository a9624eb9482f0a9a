using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Records;

/// <summary>Sees to it that every record of a chain ends: knows which are open, and which of them will get no outcome of their own.</summary>
internal sealed class RecordKeeper(IAuditDisk disk, string stream, TimeProvider time)
{
    private readonly UnknownOutcomes _unknown = new(disk, stream, time);
    private readonly HashSet<Guid> _toClose = [];

    /// <summary>The open records.</summary>
    public OpenRecords Open { get; } = new();

    /// <summary>Whoever wrote the chain up to here has ended: what it left open is to be closed.</summary>
    /// <exception cref="IOException">The segment cannot be read.</exception>
    public void Recover(SegmentName last)
    {
        RecordScan.Read(disk, last, Open);
        _toClose.UnionWith(Open.Items.Select(record => record.Key));
    }

    /// <summary>A group is in the chain, each entry at its own number.</summary>
    public void Follow(EntryGroup group, List<long> sequences)
    {
        for (var i = 0; i < group.Count; i++)
        {
            Open.Follow(group[i], sequences[i]);
        }
    }

    /// <summary>A call ended, and its outcome could not be recorded.</summary>
    public void Lost(Guid decision) => _toClose.Add(decision);

    /// <summary>The outcomes to write for records that will get no other; null where there are none.</summary>
    /// <exception cref="IOException">An intent cannot be read.</exception>
    public EntryGroup? Outcomes()
    {
        var records = new Dictionary<long, Guid>();
        foreach (var decision in _toClose)
        {
            if (Open.TryFind(decision, out var sequence))
            {
                records[sequence] = decision;
            }
        }

        return records.Count > 0 ? _unknown.Make(records) : null;
    }

    /// <summary>They are written.</summary>
    public void Closed() => _toClose.Clear();
}
