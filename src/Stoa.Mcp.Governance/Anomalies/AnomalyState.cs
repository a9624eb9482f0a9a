namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>How an anomaly stands.</summary>
public enum AnomalyState
{
    /// <summary>It was noticed, and nobody has acknowledged it. What happens is not learned as usual.</summary>
    Opened,

    /// <summary>Somebody knows: no limit holds for it any more, and what happens is learned as usual.</summary>
    Acknowledged,

    /// <summary>The rate has been usual again for a while.</summary>
    Closed,
}
