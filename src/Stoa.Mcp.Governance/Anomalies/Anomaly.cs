namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>One agent of one tenant calls one tool far more often than it usually does at that time of day.</summary>
public sealed record Anomaly
{
    /// <summary>How it was found, in entries of the trail: a CUSUM of a Poisson process against the rate usual at the time of day.</summary>
    public const string Method = "poisson_cusum";

    /// <summary>Names it: the <c>decision_id</c> of its entries in the trail.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The MCP method; empty for methods that do not exist.</summary>
    public required string Operation { get; init; }

    /// <summary>The tool; empty for other methods, and for calls of tools that the agent was never allowed.</summary>
    public required string Tool { get; init; }

    /// <summary>How it stands.</summary>
    public required AnomalyState State { get; init; }

    /// <summary>When it came to this state, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When the excess began, UTC.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>Calls per minute that are usual at the time it was noticed.</summary>
    public required double ExpectedPerMinute { get; init; }

    /// <summary>Calls per minute in <see cref="Window"/>.</summary>
    public required double ObservedPerMinute { get; init; }

    /// <summary><see cref="ObservedPerMinute"/> by <see cref="ExpectedPerMinute"/>.</summary>
    public double Ratio => ObservedPerMinute / ExpectedPerMinute;

    /// <summary>From the begin of the excess until it was noticed; once it is closed, until the last excess.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Quota units per minute that the agent has for this tool until the anomaly is acknowledged or closed; null without such a limit.</summary>
    public long? LimitPerMinute { get; init; }

    /// <summary>Who acknowledged it, as the host says.</summary>
    public string? By { get; init; }
}
