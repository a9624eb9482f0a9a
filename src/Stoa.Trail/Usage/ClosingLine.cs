namespace Stoa.Trail.Usage;

/// <summary>What a closing entry says that a usage event is made of; names are those of docs/audit.md, those of an object inside with its name before.</summary>
internal record struct ClosingLine()
{
    public string? CallerSubject { get; set; }

    public string CallerAgent { get; set; } = "";

    public string? CallerEmail { get; set; }

    public IReadOnlyList<string> CallerScopes { get; set; } = [];

    public IReadOnlyList<string> CallerRoles { get; set; } = [];

    public IReadOnlyList<string> CallerActors { get; set; } = [];

    public string Operation { get; set; } = "";

    public string TargetKind { get; set; } = "";

    public string TargetName { get; set; } = "";

    public string? TargetEnvironment { get; set; }

    public string TargetAccess { get; set; } = "";

    public string Server { get; set; } = "";

    public string ServerEnvironment { get; set; } = "";

    public string? TransportSessionId { get; set; }

    public int TransportRequestBytes { get; set; }

    public string? ClientName { get; set; }

    public string? ClientVersion { get; set; }

    public string? TraceId { get; set; }

    public string? RequestId { get; set; }

    public bool IsAllowed { get; set; }

    public string CodeName { get; set; } = "";

    public string? PolicyRevision { get; set; }

    public int QuotaCharged { get; set; }

    public string? ArgumentsDigest { get; set; }

    public string? Outcome { get; set; }

    public double LatencyMs { get; set; }

    public double BackendMs { get; set; }

    public int ResponseBytes { get; set; }

    public string? ToolTier { get; set; }

    public long CostMicrocents { get; set; }

    public readonly UsageEvent ToEvent(string decisionId, DateTimeOffset time, string tenant)
    {
        var status = IsAllowed ? UsageStatuses.OfOutcome(Outcome) : UsageStatuses.OfDenial(CodeName);
        return new UsageEvent
        {
            EventId = decisionId,
            DecisionId = decisionId,
            Timestamp = time,
            TenantId = tenant,
            UserId = CallerSubject,
            UserEmail = CallerEmail,
            ConsumerId = CallerAgent,

            // A task's handle names no tool, and whoever reads it could use it.
            ToolName = TargetKind is "server" or "task" ? "" : TargetName,
            ToolTier = ToolTier,
            Action = TargetAccess,
            Operation = Operation,
            LatencyMs = LatencyMs,
            TGatewayMs = Math.Max(0, Math.Round(LatencyMs - BackendMs, 3)),
            TBackendMs = BackendMs,
            Status = status,
            ErrorClass = !IsAllowed ? CodeName : status == UsageStatus.Error ? Outcome : null,
            RequestSizeBytes = TransportRequestBytes,
            ResponseSizeBytes = ResponseBytes,
            TokenCount = UsageEvent.TokensOf(TransportRequestBytes, ResponseBytes),
            CostUnitsMicrocents = CostMicrocents,
            Scopes = CallerScopes,
            Roles = CallerRoles,
            Actors = CallerActors,
            QuotaCharged = QuotaCharged,
            PolicyRevision = PolicyRevision,
            ArgumentsDigest = ArgumentsDigest,
            TraceId = TraceId,
            RequestId = RequestId,
            SessionId = TransportSessionId,
            Environment = TargetEnvironment ?? ServerEnvironment,
            Server = Server,
            ClientName = ClientName,
            ClientVersion = ClientVersion,
        };
    }
}
