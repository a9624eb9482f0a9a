using System.Text.Json;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>
/// One message on its way through the pipeline. Built once, from one strict parse; every step, the audit record and the
/// message that runs rest on this same reading.
/// </summary>
public sealed class GovernedCall
{
    /// <summary>Names the decision in the audit trail, usage events and answers: a UUID version 7 (RFC 9562).</summary>
    public required string DecisionId { get; init; }

    /// <summary>The JSON-RPC shape.</summary>
    public required McpMessageKind MessageKind { get; init; }

    /// <summary>
    /// The MCP method (<c>tools/call</c>); <c>response</c> for an answer to the server;
    /// <c>session/stream</c> and <c>session/end</c> for HTTP GET and DELETE.
    /// </summary>
    public required string Operation { get; init; }

    /// <summary>Whether <see cref="Operation"/> is one of the protocol's or of this project's, and so safe to name in metrics and logs.</summary>
    internal bool IsKnownOperation { get; init; }

    /// <summary>What the message addresses.</summary>
    public required GovernedTarget Target { get; init; }

    /// <summary>The JSON-RPC id as JSON text (<c>1</c>, <c>"a"</c>), or null where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How it arrived.</summary>
    public required TransportFacts Transport { get; init; }

    /// <summary>The configured name of this server.</summary>
    public required string Server { get; init; }

    /// <summary>The environment this server runs in.</summary>
    public required string ServerEnvironment { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary><see cref="TimeProvider.GetTimestamp"/> at arrival, for durations.</summary>
    public required long ReceivedTimestamp { get; init; }

    /// <summary>The message's <c>params</c> as read by the one strict parse; <see cref="JsonValueKind.Undefined"/> where absent.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>The tool's or prompt's <c>arguments</c>; <see cref="JsonValueKind.Undefined"/> where absent.</summary>
    public JsonElement Arguments { get; init; }

    /// <summary>
    /// Why the message is refused whatever policies say (a request method sent without an id, a method that does not exist
    /// on this revision, a foreign task handle), or null. Refused after authentication, so that the record names the caller.
    /// </summary>
    internal GovernanceCode? Malformed { get; set; }

    /// <summary>The <c>requestState</c> that a retry brings back (MCP 2026-07-28), as sent.</summary>
    public string? RequestState { get; init; }

    /// <summary>The app's own state, from a <see cref="RequestState"/> whose seal opened.</summary>
    internal string? InnerRequestState { get; set; }

    /// <summary>The app's own task id, from a handle that was given to this caller.</summary>
    internal string? InnerTaskId { get; set; }

    /// <summary>Resource URIs that a subscription asks for, each to be decided on its own.</summary>
    public IReadOnlyList<string> ResourceUris { get; init; } = [];

    /// <summary>Those of <see cref="ResourceUris"/> that the caller may see. Set by step 3; the others are left out of the subscription.</summary>
    internal IReadOnlyList<string> VisibleResourceUris { get; set; } = [];

    /// <summary>Task handles that a subscription asks for (tasks extension).</summary>
    internal IReadOnlyList<string> TaskHandles { get; init; } = [];

    /// <summary>The app's own ids for those of <see cref="TaskHandles"/> that were given to this caller; the others are left out of the subscription.</summary>
    internal IReadOnlyList<string> InnerTaskIds { get; set; } = [];

    /// <summary>Set by step 1.</summary>
    public Caller? Caller { get; internal set; }

    /// <summary>
    /// The caller's access token, for exchange by an upstream's authorization server; null unless an upstream asks for one. Held for the length of the
    /// call and nowhere else: it must reach no record, log or metric.
    /// </summary>
    internal string? SubjectToken { get; set; }

    /// <summary>Name of the tenant. Set by step 2.</summary>
    public string? Tenant { get; internal set; }

    /// <summary>What the catalogue knows of the target.</summary>
    public TargetMetadata Metadata { get; internal set; } = TargetMetadata.None;

    /// <summary>
    /// Whether <see cref="Metadata"/> is that of the server about to run the call. Until then a visible target that the catalogue does
    /// not know passes on to the gate, which knows the server and decides again.
    /// </summary>
    internal bool MetadataIsFinal { get; set; }

    /// <summary>Whether the target exists, is hidden, and goes to the gate the way a name that does not exist goes.</summary>
    internal bool PassesAsUnknown { get; set; }

    /// <summary>The decision in force. Set by the step that denied, or by step 4.</summary>
    public GovernanceDecision? Decision { get; internal set; }

    /// <summary>What the policy asks for besides. Set by step 3, also where it denies.</summary>
    public PolicyObligations Obligations { get; internal set; } = PolicyObligations.None;

    /// <summary>What step 4 took; null before it ran or where no rule applies.</summary>
    public IQuotaLease? Lease { get; internal set; }

    /// <summary>Keyed digest of the arguments, computed once; empty where there are none, null before it was computed.</summary>
    internal string? ArgumentsDigest { get; set; }

    /// <summary>The round of a multi-round retry whose seal opened; 0 for a first attempt. A retry is free of charge.</summary>
    public int RetryRound { get; internal set; }
}
