namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What is left of the tightest quota that applies to a call; the source of <c>X-RateLimit-*</c>.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Limit">Units per window.</param>
/// <param name="Remaining">Units left after this call.</param>
/// <param name="ResetAfter">Time until units come back.</param>
public sealed record QuotaState(string Rule, long Limit, long Remaining, TimeSpan ResetAfter);
