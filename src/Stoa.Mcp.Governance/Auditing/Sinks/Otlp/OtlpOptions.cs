namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>Settings of the OTLP sink, section <c>Stoa:Otlp</c>.</summary>
public sealed class OtlpOptions
{
    /// <summary>
    /// Base address of the collector, to which <c>/v1/logs</c> is added: <c>https</c>, or <c>http</c> on this machine.
    /// <value>Unset: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, else <c>http://localhost:4318</c></value>
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>Headers of every request, for example an API key. <value>Empty: those of <c>OTEL_EXPORTER_OTLP_HEADERS</c></value></summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a request may take, 100 ms to 5 minutes. <value>10 seconds</value></summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether requests are compressed with gzip. <value>true</value></summary>
    public bool Compress { get; set; } = true;

    /// <summary>
    /// Attributes of the resource besides <c>service.name</c>, which is <c>OTEL_SERVICE_NAME</c>, else the server's name, and <c>deployment.environment.name</c>. Those set
    /// here win. <value>Empty.</value>
    /// </summary>
    public IDictionary<string, string> ResourceAttributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
