using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Derives the usage event of an attempt from the entry that closes its audit record.</summary>
internal sealed class UsageEventFactory(IOptions<MeteringOptions> options)
{
    private const int BytesPerToken = 4;

    private readonly bool _includeEmail = options.Value.IncludeEmail;

    /// <summary>The event, or null where the entry closes no attempt that reached tenancy.</summary>
    public UsageEvent? TryCreate(AuditEntry closing)
    {
        if (closing is not { Kind: AuditEntryKind.Outcome or AuditEntryKind.Denial, Call: { Tenant: { } tenant } call })
        {
            return null;
        }

        var latency = closing.Latency ?? TimeSpan.Zero;
        var backend = closing.BackendLatency ?? TimeSpan.Zero;
        var responseBytes = closing.ResponseBytes ?? 0;
        var decision = closing.Decision ?? call.Decision;
        var transport = call.Transport;
        return new UsageEvent
        {
            EventId = closing.DecisionId,
            DecisionId = closing.DecisionId,
            Timestamp = closing.Time,
            TenantId = tenant,
            UserId = call.Caller?.Subject,
            UserEmail = _includeEmail ? call.Caller?.Email : null,
            ConsumerId = call.Caller?.Agent ?? "",
            ToolName = NameOf(call.Target),
            Action = AuditNames.Of(call.Metadata.Access),
            Operation = call.Operation,
            LatencyMs = Milliseconds(latency),
            TGatewayMs = Milliseconds(latency > backend ? latency - backend : TimeSpan.Zero),
            TBackendMs = Milliseconds(backend),
            Status = UsageStatuses.Of(closing, decision),
            ErrorClass = ErrorClassOf(closing, decision),
            RequestSizeBytes = transport.RequestBytes,
            ResponseSizeBytes = responseBytes,
            TokenCount = (int)(((long)transport.RequestBytes + responseBytes) / BytesPerToken),
            Scopes = call.Caller?.Scopes.Items ?? [],
            Roles = call.Caller?.Roles ?? [],
            QuotaCharged = ChargeOf(closing, call),
            PolicyRevision = decision?.PolicyRevision,
            ArgumentsDigest = closing.ArgumentsDigest,
            TraceId = transport.TraceId,
            RequestId = call.RequestId,
            SessionId = SessionHash.Of(transport.SessionId),
            Environment = call.Metadata.Environment ?? call.ServerEnvironment,
            Server = call.Server,
            ClientName = transport.ClientName,
            ClientVersion = transport.ClientVersion,
        };
    }

    /// <summary>A task's handle names no tool, and whoever reads it could use it.</summary>
    private static string NameOf(GovernedTarget target) =>
        target.Kind is GovernedTargetKind.Server or GovernedTargetKind.Task ? "" : target.Name;

    private static int ChargeOf(AuditEntry closing, GovernedCall call) =>
        closing.QuotaCharged ?? (closing.Kind == AuditEntryKind.Outcome ? call.Lease?.Charged ?? 0 : 0);

    private static string? ErrorClassOf(AuditEntry closing, GovernanceDecision? decision)
    {
        if (decision is { Allowed: false })
        {
            return decision.Code.NameOf();
        }

        return closing.Outcome is { } outcome && UsageStatuses.Of(outcome) == UsageStatus.Error ? AuditNames.Of(outcome) : null;
    }

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);
}
