namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Tells decisions apart by what the caller would notice.</summary>
internal static class DecisionWords
{
    public static string Of(PolicyDecision decision) => decision switch
    {
        { Visible: false } => "hidden",
        { Allowed: true, Obligations.Approval: not null } => "approval_required",
        { Allowed: true } => "allow",
        { MissingScopes.Count: > 0 } => "insufficient_scope",
        _ => "deny",
    };

    /// <summary>Whether they have the same effect: outcome, and where that is an allow, what it is under.</summary>
    public static bool AreSame(PolicyDecision one, PolicyDecision other)
    {
        var word = Of(one);
        if (word != Of(other))
        {
            return false;
        }

        return word switch
        {
            "insufficient_scope" => one.MissingScopes.ToHashSet(StringComparer.Ordinal).SetEquals(other.MissingScopes),
            "allow" => one.Obligations.QuotaClass == other.Obligations.QuotaClass
                && one.Obligations.AuditLevel == other.Obligations.AuditLevel
                && one.Obligations.RedactArguments.ToHashSet(StringComparer.Ordinal).SetEquals(other.Obligations.RedactArguments)
                && one.Obligations.RedactResult.ToHashSet(StringComparer.Ordinal).SetEquals(other.Obligations.RedactResult),
            _ => true,
        };
    }
}
