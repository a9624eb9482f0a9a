namespace Stoa.Mcp.Governance.Quotas;

/// <summary>One rule of <see cref="QuotaOptions.Rules"/>. Patterns are globs: <c>*</c> any run of characters, <c>?</c> exactly one.</summary>
public sealed class QuotaRuleOptions
{
    /// <summary>Name in answers, audit records and metrics; required, 1 to 128 characters, used once.</summary>
    public string? Name { get; set; }

    /// <summary>Tenants it applies to. <value><c>*</c></value></summary>
    public string Tenant { get; set; } = "*";

    /// <summary>Agents it applies to. <value><c>*</c></value></summary>
    public string Agent { get; set; } = "*";

    /// <summary>Tools, prompts and resources it applies to; <c>*</c> also counts lists and other operations. <value><c>*</c></value></summary>
    public string Tool { get; set; } = "*";

    /// <summary>MCP methods it applies to. <value><c>tools/call</c></value></summary>
    public string Operation { get; set; } = "tools/call";

    /// <summary>The class of calls that it counts, as the policy's obligation <c>quota_class</c> names it. <value>unset: calls of every class, and of none</value></summary>
    public string? Class { get; set; }

    /// <summary><c>token_bucket</c>, <c>sliding_window</c>, <c>fixed_window</c> or <c>concurrency</c> (or <c>TokenBucket</c>, <c>tokenBucket</c> and so on); required.</summary>
    public string? Algorithm { get; set; }

    /// <summary>Units per window, or calls at a time for <c>concurrency</c>; required, at least 1.</summary>
    public long Limit { get; set; }

    /// <summary>Length of the window, 1 millisecond to 366 days; unused by <c>concurrency</c>. <value>1 minute</value></summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary><c>token_bucket</c> only: most units that can be saved up, at least 1. <value><see cref="Limit"/></value></summary>
    public long? Burst { get; set; }

    /// <summary>Whether every agent has a count of its own. <value>false: the agents of a tenant share one</value></summary>
    public bool PerAgent { get; set; }

    /// <summary>Whether every tool has a count of its own. <value>false: tools share one</value></summary>
    public bool PerTool { get; set; }
}
