using System.Buffers;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks;

/// <summary>Entries as a sink gets them.</summary>
internal static class TrailEntries
{
    /// <summary>The end of call <c>id-N</c>, line N of its chain.</summary>
    public static TrailEntry Outcome(int number = 1, string tool = "get-report") =>
        Of(Entries.Outcome(tool: tool) with { DecisionId = $"id-{number}" }, number);

    public static TrailEntry Of(AuditEntry entry, int number = 1)
    {
        var line = new ArrayBufferWriter<byte>();
        ChainLine.Append(line, ChainHead.Start with { Sequence = number - 1 }, AuditEntrySerializer.Serialize(entry));
        return TrailEntry.Parse(line.WrittenMemory[..^1]);
    }

    public static TrailEntry[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => Outcome(i))];
}
