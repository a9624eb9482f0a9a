namespace Stoa.Mcp.Governance.Diagnostics;

/// <summary>Tags of metrics that a host has to ask for, since they multiply what is kept.</summary>
internal sealed class MetricTags
{
    /// <summary>Whether <c>stoa.tenant</c> is one, of calls that have a tenant. <value>false</value></summary>
    public bool Tenant { get; init; }
}
