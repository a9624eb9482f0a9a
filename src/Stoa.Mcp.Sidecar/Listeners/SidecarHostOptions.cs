using Microsoft.Extensions.Logging;
using Stoa.Mcp.Sidecar.Logs;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>Where the host listens, and how it ends (<c>Stoa:Host</c>).</summary>
internal sealed class SidecarHostOptions
{
    /// <summary>Main listener, governed: MCP, or decisions for another gateway. <value>Unset: loopback, on the port of the mode.</value></summary>
    public string? Listen { get; set; }

    /// <summary>A listener for HTTP/2 alone, which gRPC without TLS needs; serves what the main one does. <value>Unset: none.</value></summary>
    public string? GrpcListen { get; set; }

    /// <summary>Listener for health and metrics, ungoverned. <value><c>http://127.0.0.1:9090</c></value></summary>
    public string Management { get; set; } = "http://127.0.0.1:9090";

    /// <summary>Host names the management listener may be addressed by, besides IP addresses and <c>localhost</c>. <value>none</value></summary>
    public IList<string> ManagementHosts { get; } = [];

    /// <summary>Certificate of the <c>https</c> listeners.</summary>
    public ListenerTlsOptions Tls { get; } = new();

    /// <summary>Most connections at a time, of each listener; 1 to 1,000,000. <value>10,000</value></summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How long all headers of a request may take; 1 second to 1 minute. <value>10 seconds</value></summary>
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long requests under way have to finish at the end; up to 10 minutes. <value>30 seconds</value></summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the host goes on listening at the end, not ready, so that balancers notice; up to 1 minute. <value>0</value></summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Form of the log on standard output. <value><see cref="LogFormat.Json"/></value></summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Json;

    /// <summary>Least level that is logged. <value><see cref="Microsoft.Extensions.Logging.LogLevel.Information"/></value></summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>Levels of categories. <value><c>Microsoft.AspNetCore</c> and <c>System.Net.Http</c>: <c>Warning</c></value></summary>
    public IDictionary<string, LogLevel> LogLevels { get; } = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
}
