namespace Stoa.Mcp.Governance.Mcp;

/// <summary>How filtered lists leave (<c>Stoa:Lists</c>).</summary>
public sealed class ListOptions
{
    /// <summary>Longest time a client may keep a list or a resource; a change of grants shows within it. <value>1 minute</value></summary>
    public TimeSpan MaxTimeToLive { get; set; } = TimeSpan.FromMinutes(1);
}
