using System.Collections.Frozen;
using System.Security.Claims;
using NSubstitute;
using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>Entries as the pipeline makes them.</summary>
internal static class Entries
{
    public static DateTimeOffset Time { get; } = new(2026, 11, 22, 10, 15, 30, 123, TimeSpan.Zero);

    public static GovernedCall Call(string name = "get-report", string text = "x") => new()
    {
        DecisionId = Guid.CreateVersion7().ToString(),
        MessageKind = McpMessageKind.Request,
        Operation = "tools/call",
        Target = new GovernedTarget(GovernedTargetKind.Tool, name),
        RequestId = "\"a\"",
        Transport = new TransportFacts
        {
            Kind = "http",
            ProtocolVersion = "2025-11-25",
            SessionId = "session-secret",
            RemoteAddress = "192.0.2.7",
            RequestBytes = 400,
            ClientName = text,
            ClientVersion = "1.0",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
        },
        Server = "orders",
        ServerEnvironment = "production",
        ReceivedAt = Time,
        ReceivedTimestamp = 0,
        Tenant = "acme",
        Metadata = new TargetMetadata { Known = true, ToolNamespace = "analytics", Environment = "staging", Access = ToolAccess.Read },
        Caller = new Caller
        {
            Subject = text,
            Scheme = "jwt",
            Agent = "agent-1",
            Principal = new ClaimsPrincipal(),
            Issuer = "https://issuer.example",
            CredentialId = "jti-1",
            Environment = "staging",
            Email = "ada@example.com",
            Scopes = FrozenSet.Create("stoa:read"),
            Roles = ["viewer"],
        },
        Lease = Lease(),
        RetryRound = 2,
    };

    public static GovernanceDecision Allow { get; } = new()
    {
        Code = GovernanceCode.None,
        Step = "quota",
        MatchedRules = ["grant-1"],
        PolicyRevision = "sha256:0011",
    };

    public static GovernanceDecision Deny(GovernanceCode code = GovernanceCode.Denied, string reason = "no grant") =>
        new() { Code = code, Step = "authorization", Reasons = [reason], PolicyRevision = "sha256:0011" };

    public static AuditEntry Intent(GovernedCall? call = null) => Of(AuditEntryKind.Intent, call ?? Call());

    public static AuditEntry Outcome(CallOutcome outcome = CallOutcome.Success, GovernedCall? call = null, string tool = "get-report") => Of(AuditEntryKind.Outcome, call ?? Call(tool)) with
    {
        Outcome = outcome,
        ErrorCode = -32000,
        HttpStatus = 200,
        Latency = TimeSpan.FromMilliseconds(12.5),
        BackendLatency = TimeSpan.FromMilliseconds(10),
        ResponseBytes = 1000,
        QuotaCharged = 3,
    };

    public static AuditEntry Denial(GovernanceCode code = GovernanceCode.Denied, string reason = "no grant") =>
        Of(AuditEntryKind.Denial, Call()) with { Decision = Deny(code, reason), Outcome = CallOutcome.Denied, HttpStatus = 200 };

    public static AuditEntry TaskOutcome() =>
        Of(AuditEntryKind.TaskOutcome, Call()) with { Outcome = CallOutcome.Success, TaskId = "task-1" };

    public static AuditEntry Summary() => new()
    {
        Kind = AuditEntryKind.Summary,
        Time = Time,
        DecisionId = "d",
        Source = "192.0.2.7",
        Count = 90,
    };

    public static AuditEntry Anomaly() => new()
    {
        Kind = AuditEntryKind.Anomaly,
        Time = Time,
        DecisionId = "0198-anomaly",
        Anomaly = new Anomaly
        {
            Id = "0198-anomaly",
            Tenant = "acme",
            Agent = "agent-1",
            Operation = "tools/call",
            Tool = "get-report",
            State = AnomalyState.Opened,
            Time = Time,
            Began = Time.AddSeconds(-4),
            ExpectedPerMinute = 60,
            ObservedPerMinute = 600,
            Window = TimeSpan.FromSeconds(4),
            LimitPerMinute = 60,
            By = "ada",
        },
    };

    private static AuditEntry Of(AuditEntryKind kind, GovernedCall call) => new()
    {
        Kind = kind,
        Time = Time,
        DecisionId = call.DecisionId,
        Call = call,
        Decision = Allow,
        ArgumentsDigest = "hmac-sha256:00",
        KeptArguments = new Dictionary<string, string> { ["amount"] = "12" },
    };

    private static IQuotaLease Lease()
    {
        var lease = Substitute.For<IQuotaLease>();
        lease.State.Returns(new QuotaState("per-tenant", 100, 97, TimeSpan.FromSeconds(20)));
        lease.Charged.Returns(3);
        return lease;
    }
}
