namespace Stoa.Trail.Usage;

/// <summary>One attempt that reached tenancy, as billed and counted. Field names on the wire are STOA's (snake_case).</summary>
public sealed record UsageEvent
{
    private const int BytesPerToken = 4;

    /// <summary>Version of these fields. <value>1</value></summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>To deduplicate by: the decision id.</summary>
    public required string EventId { get; init; }

    /// <summary>When the attempt ended, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The caller.</summary>
    public string? UserId { get; init; }

    /// <summary>The caller's e-mail address; left out unless <c>Stoa:Audit:IncludeEmail</c> is set.</summary>
    public string? UserEmail { get; init; }

    /// <summary>The agent.</summary>
    public required string ConsumerId { get; init; }

    /// <summary>Tool, prompt or resource; empty for the server as a whole.</summary>
    public required string ToolName { get; init; }

    /// <summary>The tier that a price rule gives the tool, or null.</summary>
    public string? ToolTier { get; init; }

    /// <summary><c>read</c>, <c>write</c>, <c>destructive</c> or <c>unclassified</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The MCP method.</summary>
    public required string Operation { get; init; }

    /// <summary>From arrival to end, in milliseconds.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>Of that, inside governance.</summary>
    public required double TGatewayMs { get; init; }

    /// <summary>Of that, inside the tool.</summary>
    public required double TBackendMs { get; init; }

    /// <summary>How it ended.</summary>
    public required UsageStatus Status { get; init; }

    /// <summary>Request body, in bytes.</summary>
    public required int RequestSizeBytes { get; init; }

    /// <summary>Answer, in bytes.</summary>
    public required int ResponseSizeBytes { get; init; }

    /// <summary>Scopes of the caller.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Roles of the caller.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Who acted for the caller (RFC 8693, section 4.1), who did so at the time first; empty where the caller acted for itself.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>Estimate: (request + response bytes) / 4.</summary>
    public required int TokenCount { get; init; }

    /// <summary>Price of the attempt by the price rules in force when it was recorded, in millionths of a cent; 0 where none applies.</summary>
    public long CostUnitsMicrocents { get; init; }

    /// <summary>Quota units charged.</summary>
    public required int QuotaCharged { get; init; }

    /// <summary>The name of the code, where the attempt was refused or failed.</summary>
    public string? ErrorClass { get; init; }

    /// <summary>Names the audit record.</summary>
    public required string DecisionId { get; init; }

    /// <summary>Revision of the policy that decided.</summary>
    public string? PolicyRevision { get; init; }

    /// <summary>Keyed digest of the arguments.</summary>
    public string? ArgumentsDigest { get; init; }

    /// <summary>W3C trace id.</summary>
    public string? TraceId { get; init; }

    /// <summary>JSON-RPC id, as JSON text.</summary>
    public string? RequestId { get; init; }

    /// <summary>Session id, where there is one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The environment whose data the target touches, else the server's.</summary>
    public required string Environment { get; init; }

    /// <summary>The server's configured name.</summary>
    public required string Server { get; init; }

    /// <summary>What the client calls itself. Untrusted.</summary>
    public string? ClientName { get; init; }

    /// <summary>The version the client gives. Untrusted.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The estimate that <see cref="TokenCount"/> and prices by token rest on: four bytes a token.</summary>
    public static int TokensOf(int requestBytes, int responseBytes) => (int)(((long)requestBytes + responseBytes) / BytesPerToken);
}
