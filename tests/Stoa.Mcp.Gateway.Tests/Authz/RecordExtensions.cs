using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>What the trail holds of decisions.</summary>
internal static class RecordExtensions
{
    public static IReadOnlyList<AuditEntry> EntriesOf(this GovernedServer server, string decisionId) =>
        [.. server.Trail.Entries.All.Where(entry => entry.DecisionId == decisionId)];

    /// <summary>The one entry of a denial.</summary>
    public static AuditEntry DenialOf(this GovernedServer server, string decisionId)
    {
        var entry = Assert.Single(server.EntriesOf(decisionId));
        Assert.Equal(AuditEntryKind.Denial, entry.Kind);
        return entry;
    }

    public static string ReasonsOf(this AuditEntry entry) => string.Join(" | ", entry.Decision!.Reasons);
}
