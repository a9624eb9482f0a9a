namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>An anomaly from its first excess until the rate has been usual for a while. Times are milliseconds since 1970.</summary>
internal sealed class Episode
{
    public required string Id { get; init; }

    /// <summary>When the excess began.</summary>
    public required long Began { get; init; }

    /// <summary>When it was noticed.</summary>
    public required long Noticed { get; init; }

    public required double ExpectedPerMinute { get; init; }

    public required double ObservedPerMinute { get; init; }

    public long? LimitPerMinute { get; init; }

    /// <summary>The last call that was in excess.</summary>
    public long LastExcess { get; set; }

    /// <summary>Calls in excess.</summary>
    public int Calls { get; set; }

    /// <summary>Whether somebody knows.</summary>
    public bool Acknowledged { get; set; }

    /// <summary>Whether it was told. One that is found in history long past is not, unless it goes on.</summary>
    public bool Told { get; set; }

    /// <summary>Whether the trail has it.</summary>
    public bool Recorded { get; set; }
}
