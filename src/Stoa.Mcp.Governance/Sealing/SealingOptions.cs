namespace Stoa.Mcp.Governance.Sealing;

/// <summary>How state that travels through the client is protected (<c>Stoa:Sealing</c>).</summary>
public sealed class SealingOptions
{
    /// <summary>
    /// Keys, base64 of 32 random bytes each. The first seals, all open: put a new key first to rotate.
    /// <value>none: a random key for the life of the process, so a retry or a task handle does not survive a restart</value>
    /// </summary>
    public IList<string> Keys { get; } = [];

    /// <summary>How long a client may take to answer one round. <value>10 minutes</value></summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Most rounds of one call; the next retry is refused. <value>10</value></summary>
    public int MaxRounds { get; set; } = 10;

    /// <summary>Most seals remembered at a time, so that none opens twice; beyond it a retry is refused. <value>100 000</value></summary>
    public int MaxPendingSeals { get; set; } = 100_000;
}
