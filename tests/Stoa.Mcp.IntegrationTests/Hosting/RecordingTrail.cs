using System.Buffers;
using System.Text;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>A trail in memory, which can be made to fail.</summary>
internal sealed class RecordingTrail : IAuditTrail
{
    /// <summary>Entries of calls, and of refusals before a tenant was known.</summary>
    public Recorded<AuditEntry> Entries { get; } = new();

    /// <summary>The usage events that a sink would derive from the entries of calls.</summary>
    public Recorded<UsageEvent> Usage { get; } = new();

    /// <summary>Which entries cannot be recorded.</summary>
    public Func<AuditEntry, bool> Fails { get; set; } = _ => false;

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (Fails(entry))
        {
            throw new AuditUnavailableException("The test's trail is full.");
        }

        Entries.Add(entry);
        if (Line(entry).Usage is { } usage)
        {
            Usage.Add(usage);
        }

        return ValueTask.CompletedTask;
    }

    public void AppendRefusal(AuditEntry entry, string source) => Entries.Add(entry);

    /// <summary>The entries as lines.</summary>
    public IEnumerable<string> Lines => Entries.All.Select(entry => Encoding.ASCII.GetString(Line(entry).Json.Span));

    private static TrailEntry Line(AuditEntry entry)
    {
        var line = new ArrayBufferWriter<byte>();
        ChainLine.Append(line, ChainHead.Start, AuditEntrySerializer.Serialize(entry));
        return TrailEntry.Parse(line.WrittenMemory[..^1]);
    }
}
