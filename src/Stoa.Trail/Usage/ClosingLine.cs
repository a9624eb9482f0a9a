namespace Stoa.Trail.Usage;

/// <summary>What a closing entry says that a usage event is made of; names are those of docs/audit.md.</summary>
internal sealed class ClosingLine
{
    public CallerPart Caller { get; set; } = new();

    public string Operation { get; set; } = "";

    public TargetPart Target { get; set; } = new();

    public string Server { get; set; } = "";

    public string ServerEnvironment { get; set; } = "";

    public TransportPart Transport { get; set; } = new();

    public ClientPart Client { get; set; } = new();

    public string? TraceId { get; set; }

    public string? RequestId { get; set; }

    public string? Decision { get; set; }

    public string CodeName { get; set; } = "";

    public string? PolicyRevision { get; set; }

    public QuotaPart Quota { get; set; } = new();

    public string? ArgumentsDigest { get; set; }

    public string? Outcome { get; set; }

    public double LatencyMs { get; set; }

    public double BackendMs { get; set; }

    public int ResponseBytes { get; set; }

    public string? ToolTier { get; set; }

    public long CostMicrocents { get; set; }

    public UsageEvent ToEvent(TrailEntry entry)
    {
        var allowed = Decision == "allow";
        var status = allowed ? UsageStatuses.OfOutcome(Outcome) : UsageStatuses.OfDenial(CodeName);
        return new UsageEvent
        {
            EventId = entry.DecisionId!,
            DecisionId = entry.DecisionId!,
            Timestamp = entry.Time,
            TenantId = entry.Tenant!,
            UserId = Caller.Subject,
            UserEmail = Caller.Email,
            ConsumerId = Caller.Agent,

            // A task's handle names no tool, and whoever reads it could use it.
            ToolName = Target.Kind is "server" or "task" ? "" : Target.Name,
            ToolTier = ToolTier,
            Action = Target.Access,
            Operation = Operation,
            LatencyMs = LatencyMs,
            TGatewayMs = Math.Max(0, Math.Round(LatencyMs - BackendMs, 3)),
            TBackendMs = BackendMs,
            Status = status,
            ErrorClass = !allowed ? CodeName : status == UsageStatus.Error ? Outcome : null,
            RequestSizeBytes = Transport.RequestBytes,
            ResponseSizeBytes = ResponseBytes,
            TokenCount = UsageEvent.TokensOf(Transport.RequestBytes, ResponseBytes),
            CostUnitsMicrocents = CostMicrocents,
            Scopes = Caller.Scopes,
            Roles = Caller.Roles,
            Actors = Array.ConvertAll(Caller.Actors, actor => actor.Subject),
            QuotaCharged = Quota.Charged,
            PolicyRevision = PolicyRevision,
            ArgumentsDigest = ArgumentsDigest,
            TraceId = TraceId,
            RequestId = RequestId,
            SessionId = Transport.SessionId,
            Environment = Target.Environment ?? ServerEnvironment,
            Server = Server,
            ClientName = Client.Name,
            ClientVersion = Client.Version,
        };
    }

    internal sealed class CallerPart
    {
        public string? Subject { get; set; }

        public string Agent { get; set; } = "";

        public string? Email { get; set; }

        public string[] Scopes { get; set; } = [];

        public string[] Roles { get; set; } = [];

        public ActorPart[] Actors { get; set; } = [];
    }

    internal sealed class ActorPart
    {
        public string Subject { get; set; } = "";
    }

    internal sealed class TargetPart
    {
        public string Kind { get; set; } = "";

        public string Name { get; set; } = "";

        public string? Environment { get; set; }

        public string Access { get; set; } = "";
    }

    internal sealed class TransportPart
    {
        public string? SessionId { get; set; }

        public int RequestBytes { get; set; }
    }

    internal sealed class ClientPart
    {
        public string? Name { get; set; }

        public string? Version { get; set; }
    }

    internal sealed class QuotaPart
    {
        public int Charged { get; set; }
    }
}
