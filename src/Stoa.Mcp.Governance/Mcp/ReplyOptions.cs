namespace Stoa.Mcp.Governance.Mcp;

/// <summary>How refusals are answered (<c>Stoa:Replies</c>).</summary>
public sealed class ReplyOptions
{
    /// <summary>
    /// Style by the code's name, for <c>denied</c>, <c>approval_required</c>, <c>quota_exceeded</c>, <c>policy_unavailable</c>,
    /// <c>audit_unavailable</c> and <c>upstream_unavailable</c>. The other codes have one answer each, which clients and the
    /// protocol rely on. <value>as docs/codes.md says</value>
    /// </summary>
    public IDictionary<string, ReplyStyle> Styles { get; } = new Dictionary<string, ReplyStyle>(StringComparer.Ordinal);
}
