using System.Security.Claims;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>Entries as a usual tool call makes them.</summary>
internal static class SampleEntries
{
    private static readonly GovernanceDecision Allowed = new() { Code = GovernanceCode.None, Step = "quota", MatchedRules = ["grant/acme/reports"], PolicyRevision = "sha256:0123456789abcdef" };

    private static readonly Caller Caller = new()
    {
        Subject = "user-1", Scheme = "jwt", Agent = "agent-1", Principal = new ClaimsPrincipal(), Issuer = "https://issuer.example", CredentialId = "jti-1",
    };

    /// <summary>Bytes of the line of such an entry in a chain.</summary>
    public static int LineBytes { get; } = AuditEntrySerializer.Serialize(Call().Outcome).Length + 220;

    public static (AuditEntry Intent, AuditEntry Outcome) Call()
    {
        var call = new GovernedCall
        {
            DecisionId = Guid.CreateVersion7().ToString(),
            MessageKind = McpMessageKind.Request,
            Operation = "tools/call",
            Target = new GovernedTarget(GovernedTargetKind.Tool, "create_report"),
            RequestId = "1",
            Transport = new TransportFacts { Kind = "http", ProtocolVersion = "2026-07-28", RemoteAddress = "192.0.2.7", RequestBytes = 700, ClientName = "load", ClientVersion = "1.0" },
            Server = "reports",
            ServerEnvironment = "production",
            ReceivedAt = DateTimeOffset.UtcNow,
            ReceivedTimestamp = 0,
            Tenant = "acme",
            Caller = Caller,
            Decision = Allowed,
        };
        return (Entry(call, AuditEntryKind.Intent), Entry(call, AuditEntryKind.Outcome) with { Outcome = CallOutcome.Success, BackendLatency = TimeSpan.FromMilliseconds(1), ResponseBytes = 300 });
    }

    private static AuditEntry Entry(GovernedCall call, AuditEntryKind kind) => new()
    {
        Kind = kind,
        Time = DateTimeOffset.UtcNow,
        DecisionId = call.DecisionId,
        Call = call,
        Decision = Allowed,
        ArgumentsDigest = "hmac-sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        Latency = TimeSpan.FromMilliseconds(1.5),
    };
}
