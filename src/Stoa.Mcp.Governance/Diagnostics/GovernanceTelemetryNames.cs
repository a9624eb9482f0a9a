namespace Stoa.Mcp.Governance.Diagnostics;

/// <summary>Names of what is measured and traced: OpenTelemetry's MCP semantic conventions, and <c>stoa.*</c> beyond them.</summary>
public static class GovernanceTelemetryNames
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/> and the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Source = "Stoa.Mcp.Governance";

    /// <summary>Histogram, <c>s</c>: from arrival to the record of the outcome.</summary>
    public const string OperationDuration = "mcp.server.operation.duration";

    /// <summary>Counter, <c>{decision}</c>: decisions by <c>stoa.decision</c>, <c>stoa.code</c>, <c>stoa.step</c> and <c>stoa.policy.revision</c>.</summary>
    public const string Decisions = "stoa.decisions";

    /// <summary>Counter, <c>{decision}</c>: decisions compared with those of a candidate policy, by <c>stoa.shadow.result</c>.</summary>
    public const string ShadowDecisions = "stoa.shadow.decisions";

    /// <summary>Tag: <c>same</c>, <c>different</c>, <c>fault</c>, or <c>dropped</c> where the candidate could not follow.</summary>
    public const string ShadowResult = "stoa.shadow.result";

    /// <summary>Histogram, <c>s</c>: time spent inside governance.</summary>
    public const string GovernanceDuration = "stoa.governance.duration";

    /// <summary>Tag: the MCP method.</summary>
    public const string MethodName = "mcp.method.name";

    /// <summary>Tag: the tool, where the catalogue knows it (callers invent any number of others).</summary>
    public const string ToolName = "gen_ai.tool.name";

    /// <summary>Tag: the prompt, where the catalogue knows it.</summary>
    public const string PromptName = "gen_ai.prompt.name";

    /// <summary>Tag: the protocol revision.</summary>
    public const string ProtocolVersion = "mcp.protocol.version";

    /// <summary>Tag: <c>tcp</c> or <c>pipe</c>.</summary>
    public const string NetworkTransport = "network.transport";

    /// <summary>Tag: the name of the code, or how the call failed.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Tag: <c>allow</c> or <c>deny</c>.</summary>
    public const string Decision = "stoa.decision";

    /// <summary>Tag: name of the governance code.</summary>
    public const string Code = "stoa.code";

    /// <summary>Tag: the step that decided.</summary>
    public const string Step = "stoa.step";

    /// <summary>Tag of decisions and spans: the revision of the policy and of the resources that decided, where one was asked.</summary>
    public const string PolicyRevision = "stoa.policy.revision";

    /// <summary>Tag: how the call ended.</summary>
    public const string Outcome = "stoa.outcome";

    /// <summary>Span tag: the decision id.</summary>
    public const string DecisionId = "stoa.decision_id";

    /// <summary>Span tag: the tenant; of metrics only where a host asks for it.</summary>
    public const string Tenant = "stoa.tenant";

    /// <summary>Counter, <c>{anomaly}</c>: anomalies that were noticed, by <c>mcp.method.name</c> and <c>gen_ai.tool.name</c>.</summary>
    public const string Anomalies = "stoa.anomalies";

    /// <summary>Tag of a sink's metrics: its name.</summary>
    public const string Sink = "stoa.sink";

    /// <summary>Tag of a sink's metrics: the chain of the trail, <c>audit</c> or <c>refusals</c>.</summary>
    public const string Stream = "stoa.stream";

    /// <summary>Counter: entries of the trail that a sink has taken.</summary>
    public const string SinkEntries = "stoa.sink.entries";

    /// <summary>Counter: deliveries that a sink did not take.</summary>
    public const string SinkFailures = "stoa.sink.failures";

    /// <summary>Gauge: entries on the disk that a sink does not have yet.</summary>
    public const string SinkLag = "stoa.sink.lag";

    /// <summary>Counter: entries that a sink's destination refused for good.</summary>
    public const string SinkDeadLetters = "stoa.sink.dead_letters";
}
