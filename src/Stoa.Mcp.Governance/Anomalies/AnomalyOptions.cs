namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Settings of anomaly detection, section <c>Stoa:Anomalies</c>.</summary>
public sealed class AnomalyOptions
{
    /// <summary>Whether anomalies are looked for. <value>true</value></summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The rise over the usual rate that is looked for, as a multiple, 3 to 1000. <value>10</value></summary>
    public double Ratio { get; set; } = 10;

    /// <summary>Calls that a rise has at least, 5 to 1000000: what an agent that is hardly used does in a short session is none. <value>20</value></summary>
    public int LeastCalls { get; set; } = 20;

    /// <summary>How long an agent's use of a tool is learned before it can be unusual, 15 minutes to 30 days. <value>1 day</value></summary>
    public TimeSpan LearnFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the rate is usual again before an anomaly is closed, 1 minute to 1 day. <value>5 minutes</value></summary>
    public TimeSpan CloseAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Most series (tenant, agent and tool) that are followed, 100 to 1000000; each takes about 1.2 KB. <value>10000</value></summary>
    public int MaxSeries { get; set; } = 10_000;

    /// <summary>
    /// While an anomaly is open and not acknowledged, its agent may call its tool at this multiple of the usual rate, 0.01 to 1000.
    /// <value>Unset: nothing is limited.</value>
    /// </summary>
    public double? LimitTo { get; set; }
}
