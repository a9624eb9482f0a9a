using System.Security.Claims;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Kafka.TestHost;

/// <summary>Records as the pipeline makes them: mostly an intent and an outcome, now and then a failure or a denial.</summary>
internal static class HostCalls
{
    private const int EachSoManyFails = 50;
    private const int EachSoManyIsDenied = 20;

    private static readonly GovernanceDecision Allow = new() { Code = GovernanceCode.None, Step = "quota", MatchedRules = ["grant-1"], PolicyRevision = "sha256:0011" };

    private static readonly GovernanceDecision Deny = new() { Code = GovernanceCode.Denied, Step = "authorization", Reasons = ["no grant"], PolicyRevision = "sha256:0011" };

    public static IEnumerable<AuditEntry> RecordOf(string tenant, int number)
    {
        var call = CallOf(tenant);
        if (number % EachSoManyIsDenied == 0)
        {
            yield return Entry(AuditEntryKind.Denial, call) with { Decision = Deny, Outcome = CallOutcome.Denied };
            yield break;
        }

        yield return Entry(AuditEntryKind.Intent, call);
        yield return Entry(AuditEntryKind.Outcome, call) with
        {
            Outcome = number % EachSoManyFails == 1 ? CallOutcome.ToolError : CallOutcome.Success,
            HttpStatus = 200,
            Latency = TimeSpan.FromMilliseconds(12.5),
            BackendLatency = TimeSpan.FromMilliseconds(10),
            ResponseBytes = 1000,
            QuotaCharged = 1,
        };
    }

    private static AuditEntry Entry(AuditEntryKind kind, GovernedCall call) => new()
    {
        Kind = kind,
        Time = DateTimeOffset.UtcNow,
        DecisionId = call.DecisionId,
        Call = call,
        Decision = Allow,
        ArgumentsDigest = "hmac-sha256:00",
    };

    private static GovernedCall CallOf(string tenant) => new()
    {
        DecisionId = Guid.CreateVersion7().ToString(),
        MessageKind = McpMessageKind.Request,
        Operation = "tools/call",
        Target = new GovernedTarget(GovernedTargetKind.Tool, "get-report"),
        RequestId = "1",
        Transport = new TransportFacts { Kind = "http", ProtocolVersion = "2025-11-25", RemoteAddress = "192.0.2.7", RequestBytes = 400 },
        Server = "orders",
        ServerEnvironment = "production",
        ReceivedAt = DateTimeOffset.UtcNow,
        ReceivedTimestamp = 0,
        Tenant = tenant,
        Metadata = new TargetMetadata { Known = true, ToolNamespace = "analytics", Environment = "staging", Access = ToolAccess.Read },
        Caller = new Caller { Subject = "ada", Scheme = "jwt", Agent = "agent-1", Issuer = "https://issuer.example", Principal = new ClaimsPrincipal() },
    };
}
