namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>An OpenTelemetry collector (<c>Stoa:Telemetry:Otlp</c>).</summary>
internal sealed class OtlpExportOptions
{
    /// <summary>Its address. <value><c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, else none: nothing is sent</value></summary>
    public string? Endpoint { get; set; }

    /// <summary>How it is spoken to. <value><c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else <c>grpc</c></value></summary>
    public string? Protocol { get; set; }

    /// <summary>Headers of every request. <value>those of <c>OTEL_EXPORTER_OTLP_HEADERS</c></value></summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
