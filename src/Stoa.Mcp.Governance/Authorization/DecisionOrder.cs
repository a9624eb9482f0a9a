namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The one order in which every engine's values become a decision: visible, allow, deny, obligations. An allow needs the first two exactly true, no
/// reason in the third, and obligations that are all known.
/// </summary>
internal static class DecisionOrder
{
    public static PolicyDecision Decide<T>(ref T values)
        where T : IDecisionValues, allows ref struct
    {
        // 1. First of all, so that nothing but this can tell a hidden target from one that does not exist.
        var visible = values.Visible();
        if (visible == false)
        {
            return Refuse(ref values, DecisionOutcome.Hidden, []);
        }

        // 2. Where no rule says what is visible, what may be called without arguments is.
        var allow = values.Allow();
        if (visible is null && !allow && !values.AllowPlain())
        {
            return Refuse(ref values, DecisionOutcome.Hidden, []);
        }

        // 3. A denial stands above any allow, and above scopes that are missing: acquiring them would not help.
        var denials = values.Denials();
        if (denials.Count > 0)
        {
            return Refuse(ref values, DecisionOutcome.Denied, denials);
        }

        // 4. What allows may ask for something in return.
        return allow ? values.Permit() : Refuse(ref values, DecisionOutcome.NotAllowed, []);
    }

    /// <summary>Whether a refusal may rest on the arguments, so that it is worth asking without them.</summary>
    public static bool MayRestOnArguments<T>(ref T values)
        where T : IDecisionValues, allows ref struct =>
        values.Visible() != false && !(values.Allow() && values.Denials().Count == 0);

    private static PolicyDecision Refuse<T>(ref T values, DecisionOutcome outcome, IReadOnlyList<string> denials)
        where T : IDecisionValues, allows ref struct
    {
        var forScopes = outcome == DecisionOutcome.NotAllowed;
        var missing = forScopes ? values.MissingScopes() : [];
        return new PolicyDecision
        {
            Visible = outcome != DecisionOutcome.Hidden,
            Allowed = false,
            MissingScopes = missing,
            RequiredScopes = forScopes ? values.RequiredScopes() : [],
            MatchedRules = values.Matched(outcome),
            Reasons = denials.Count > 0 ? denials : values.Reasons(),
            ByArguments = outcome != DecisionOutcome.Hidden && missing.Count == 0 && values.RefusedByArguments(denials),
            Obligations = values.ObligationsOfRefusal(),
            Revision = values.Revision,
        };
    }
}
