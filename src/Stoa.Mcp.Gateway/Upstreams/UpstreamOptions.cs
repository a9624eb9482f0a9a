namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>A server that messages are forwarded to (<c>Stoa:Gateway:Upstream</c>).</summary>
public sealed class UpstreamOptions
{
    /// <summary>What it is called in logs and metrics. <value><c>upstream</c></value></summary>
    public string Name { get; set; } = "upstream";

    /// <summary>Its MCP endpoint (Streamable HTTP), an <c>http</c> or <c>https</c> address. <value>required in modes that forward</value></summary>
    public string? Url { get; set; }

    /// <summary>What it is shown to be let in.</summary>
    public UpstreamAuthOptions Auth { get; } = new();

    /// <summary>How long a connection may take to be made. <value>5 seconds</value></summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer may take to begin, and then each further piece of it. <value>60 seconds</value></summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a call may take altogether. Subscriptions and the stream of a session last as long as the client wants. <value>15 minutes</value></summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Calls under way at a time; one more is refused with <c>upstream_unavailable</c>. Streams that only listen do not count. <value>1000</value></summary>
    public int MaxConcurrency { get; set; } = 1000;

    /// <summary>Largest message of the upstream, in bytes: a result is held until it is inspected and recorded. <value>16 777 216</value></summary>
    public int MaxAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Further attempts where the first one failed and a second does no harm: reads, and tools marked read-only or idempotent. <value>2</value></summary>
    public int Retries { get; set; } = 2;

    /// <summary>Share of failed calls within <see cref="BreakerWindow"/> from which on the upstream is left alone. <value>0.5</value></summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Calls within <see cref="BreakerWindow"/> below which no share counts. <value>10</value></summary>
    public int BreakerMinimumCalls { get; set; } = 10;

    /// <summary>The time that failures are counted over. <value>30 seconds</value></summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the upstream is left alone before one call tries again. <value>5 seconds</value></summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the upstream is asked for its lists. <value>30 seconds</value></summary>
    public TimeSpan DiscoveryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether resources may be read that the upstream does not list, where a policy allows them without knowing more than their URI. <value><c>false</c></value></summary>
    public bool AllowUnlistedResources { get; set; }

    /// <summary>What policies read of tools beyond what the upstream says of them. For each value the first entry decides that matches and has it.</summary>
    public IList<ToolOverlayOptions> Metadata { get; } = [];

    /// <summary>The same limits, for another server.</summary>
    internal UpstreamOptions Clone() => (UpstreamOptions)MemberwiseClone();
}
