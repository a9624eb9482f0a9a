using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>A trail in memory, which can be made to fail.</summary>
internal sealed class RecordingTrail : IAuditTrail
{
    /// <summary>Entries of calls, and of refusals before a tenant was known.</summary>
    public Recorded<AuditEntry> Entries { get; } = new();

    /// <summary>Which entries cannot be recorded.</summary>
    public Func<AuditEntry, bool> Fails { get; set; } = _ => false;

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (Fails(entry))
        {
            throw new AuditUnavailableException("The test's trail is full.");
        }

        Entries.Add(entry);
        return ValueTask.CompletedTask;
    }

    public void AppendRefusal(AuditEntry entry, string source) => Entries.Add(entry);
}
