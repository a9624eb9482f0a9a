using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>Severity of a log record, by OpenTelemetry's numbers.</summary>
internal readonly record struct OtlpSeverity(int Number, string Text)
{
    private static readonly OtlpSeverity Info = new(9, "INFO");
    private static readonly OtlpSeverity Warn = new(13, "WARN");
    private static readonly OtlpSeverity Error = new(17, "ERROR");

    /// <summary>An allowed call is INFO, a refused one WARN, one that failed and an anomaly that opens ERROR.</summary>
    public static OtlpSeverity Of(string kind, OtlpFacts facts) => facts switch
    {
        { AnomalyState: "opened" } => Error,
        { Decision: "deny" } => Warn,
        { Outcome: "tool_error" or "protocol_error" or "unknown" } => Error,
        _ => kind == TrailEntryKinds.Summary ? Warn : Info,
    };
}
