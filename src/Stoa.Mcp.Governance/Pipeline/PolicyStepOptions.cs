namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Bounds of step 3 (<c>Stoa:Policy</c>).</summary>
public sealed class PolicyStepOptions
{
    /// <summary>How long an engine may take before the call is denied with <c>policy_unavailable</c>. <value>1 second</value></summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);
}
