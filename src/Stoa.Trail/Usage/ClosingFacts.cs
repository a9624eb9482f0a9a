namespace Stoa.Trail.Usage;

/// <summary>What a closing entry says that a usage event is made of.</summary>
internal sealed class ClosingFacts
{
    private const int BytesPerToken = 4;

    public string? Subject { get; set; }

    public string Agent { get; set; } = "";

    public string? Email { get; set; }

    public IReadOnlyList<string> Scopes { get; set; } = [];

    public IReadOnlyList<string> Roles { get; set; } = [];

    public string Operation { get; set; } = "";

    public string TargetKind { get; set; } = "";

    public string TargetName { get; set; } = "";

    public string? TargetEnvironment { get; set; }

    public string Access { get; set; } = "";

    public string Server { get; set; } = "";

    public string ServerEnvironment { get; set; } = "";

    public string? SessionId { get; set; }

    public int RequestBytes { get; set; }

    public string? ClientName { get; set; }

    public string? ClientVersion { get; set; }

    public string? TraceId { get; set; }

    public string? RequestId { get; set; }

    public bool Allowed { get; set; }

    public string CodeName { get; set; } = "";

    public string? PolicyRevision { get; set; }

    public int Charged { get; set; }

    public string? ArgumentsDigest { get; set; }

    public string? Outcome { get; set; }

    public double LatencyMs { get; set; }

    public double BackendMs { get; set; }

    public int ResponseBytes { get; set; }

    public string? ToolTier { get; set; }

    public long CostMicrocents { get; set; }

    public UsageEvent ToEvent(TrailEntry entry)
    {
        var status = Allowed ? UsageStatuses.OfOutcome(Outcome) : UsageStatuses.OfDenial(CodeName);
        return new UsageEvent
        {
            EventId = entry.DecisionId!,
            DecisionId = entry.DecisionId!,
            Timestamp = entry.Time,
            TenantId = entry.Tenant!,
            UserId = Subject,
            UserEmail = Email,
            ConsumerId = Agent,

            // A task's handle names no tool, and whoever reads it could use it.
            ToolName = TargetKind is "server" or "task" ? "" : TargetName,
            ToolTier = ToolTier,
            Action = Access,
            Operation = Operation,
            LatencyMs = LatencyMs,
            TGatewayMs = Math.Max(0, Math.Round(LatencyMs - BackendMs, 3)),
            TBackendMs = BackendMs,
            Status = status,
            ErrorClass = !Allowed ? CodeName : status == UsageStatus.Error ? Outcome : null,
            RequestSizeBytes = RequestBytes,
            ResponseSizeBytes = ResponseBytes,
            TokenCount = (int)(((long)RequestBytes + ResponseBytes) / BytesPerToken),
            CostUnitsMicrocents = CostMicrocents,
            Scopes = Scopes,
            Roles = Roles,
            QuotaCharged = Charged,
            PolicyRevision = PolicyRevision,
            ArgumentsDigest = ArgumentsDigest,
            TraceId = TraceId,
            RequestId = RequestId,
            SessionId = SessionId,
            Environment = TargetEnvironment ?? ServerEnvironment,
            Server = Server,
            ClientName = ClientName,
            ClientVersion = ClientVersion,
        };
    }
}
