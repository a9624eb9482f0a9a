namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>The names of <see cref="GovernanceCode"/> as they stand in audit records, metrics and answers.</summary>
public static class GovernanceCodeNames
{
    /// <summary>The snake_case name of a code: <c>insufficient_scope</c> for 4031.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is not a defined one.</exception>
    public static string NameOf(this GovernanceCode code) => code switch
    {
        GovernanceCode.None => "none",
        GovernanceCode.Unauthenticated => "unauthenticated",
        GovernanceCode.Denied => "denied",
        GovernanceCode.InsufficientScope => "insufficient_scope",
        GovernanceCode.ApprovalRequired => "approval_required",
        GovernanceCode.DefinitionDrift => "definition_drift",
        GovernanceCode.QuotaExceeded => "quota_exceeded",
        GovernanceCode.UpstreamUnavailable => "upstream_unavailable",
        GovernanceCode.PolicyUnavailable => "policy_unavailable",
        GovernanceCode.AuditUnavailable => "audit_unavailable",
        GovernanceCode.NotVisible => "not_visible",
        GovernanceCode.MethodNotFound => "method_not_found",
        GovernanceCode.InvalidRequest => "invalid_request",
        GovernanceCode.ParseError => "parse_error",
        GovernanceCode.InvalidParams => "invalid_params",
        GovernanceCode.HeaderMismatch => "header_mismatch",
        GovernanceCode.UnsupportedProtocolVersion => "unsupported_protocol_version",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a defined governance code."),
    };
}
