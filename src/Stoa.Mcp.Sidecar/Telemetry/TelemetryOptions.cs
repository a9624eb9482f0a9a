namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>What is told of the process itself, and to whom (<c>Stoa:Telemetry</c>).</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Whether <c>/metrics</c> of the management listener has metrics. <value>true</value></summary>
    public bool Prometheus { get; set; } = true;

    /// <summary>Whether <c>/metrics</c> has them under STOA's names too. <value>false</value></summary>
    public bool StoaMetricNames { get; set; }

    /// <summary>Whether metrics of calls are told apart by tenant. <value>false</value></summary>
    public bool TenantLabels { get; set; }

    /// <summary>Traces, metrics and logs to an OpenTelemetry collector.</summary>
    public OtlpExportOptions Otlp { get; } = new();

    /// <summary>Name of this service. <value><c>OTEL_SERVICE_NAME</c>, else <c>Stoa:Server</c></value></summary>
    public string? ServiceName { get; set; }

    /// <summary>Further attributes of what is told. <value>empty</value></summary>
    public IDictionary<string, string> ResourceAttributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
