using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Records;

/// <summary>Finds the records that were open where a chain ended, from its last segment alone.</summary>
internal static class RecordScan
{
    /// <exception cref="IOException">The segment cannot be read.</exception>
    public static void Read(IAuditDisk disk, SegmentName segment, OpenRecords into)
    {
        var first = true;
        SegmentScan.Read(disk, segment, line =>
        {
            if (first)
            {
                SegmentOpening.Read(line, into);
                first = false;
            }
            else if (ChainLine.TryReadSequence(line.Span, out var sequence))
            {
                into.FollowFields(ChainLine.FieldsOf(line.Span), sequence);
            }

            return true;
        });
    }
}
