using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// Reads decisions from one state. An allow needs <c>visible</c> and <c>allow</c> exactly true, no reason in <c>deny</c>, obligations that are all
/// known, and no builtin that failed on the way: what it would have said could have been a denial.
/// </summary>
internal readonly struct PolicyReading(PolicyState state, RegoEvaluationOptions limits)
{
    private const string NoReason = "the policy does not say yes (data.stoa.authz.visible, data.stoa.authz.allow), and gives no reason";

    private readonly CompiledPolicy _policy = state.Compiled;

    /// <summary>What of the input is read where visibility is asked.</summary>
    public PolicyDocumentParts Parts => _policy.Parts & ~PolicyDocumentParts.Arguments;

    public bool IsVisible(RegoObject document)
    {
        var evaluation = state.Policy.Begin(document, limits);
        try
        {
            return PolicyValues.Flag(evaluation.Find(_policy.Visible ?? _policy.Allow), "visible") && evaluation.BuiltinError is null;
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    public PolicyDecision Decide(RegoObject document, in PolicyInput input, bool actionAsText)
    {
        var evaluation = state.Policy.Begin(document, limits);
        try
        {
            // First of all, so that nothing but this rule can tell a hidden target from one that does not exist.
            if (_policy.Visible is { } rule && !PolicyValues.Flag(evaluation.Find(rule), "visible"))
            {
                return Hidden(document, ref evaluation);
            }

            var allow = PolicyValues.Flag(evaluation.Find(_policy.Allow), "allow");
            if (_policy.Visible is null && !allow && !IsVisible(PolicyDocument.Build(input with { Arguments = default }, actionAsText, Parts)))
            {
                return Hidden(document, ref evaluation);
            }

            var denials = DenialsOf(ref evaluation);
            if (denials.Count > 0)
            {
                return Denied(document, denials, ByArguments(input, actionAsText, denials));
            }

            return allow ? Allowed(ref evaluation) : NotAllowed(document, ref evaluation, input);
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    private PolicyDecision Allowed(ref RegoEvaluation evaluation)
    {
        var asked = _policy.HasObligations ? ObligationReader.Read(evaluation.Find(_policy.Obligations)) : AskedObligations.None;
        var held = asked.Scopes.Count == 0 ? null : evaluation.Find(_policy.HeldScopes) as RegoSet;
        var matched = evaluation.Find(_policy.Matched);
        var warnings = _policy.HasArgumentRules ? PolicyValues.Texts(evaluation.Find(_policy.ArgumentWarnings)) : [];
        if (evaluation.BuiltinError is { } error)
        {
            throw new PolicyFault($"A builtin failed, and what its rule would have said is unknown: {error}");
        }

        if (asked.IsNone && warnings.Count == 0)
        {
            return state.AllowBy(matched);
        }

        return ObligedDecision.Allow(asked, scope => held?.Contains(scope) ?? false, [.. PolicyValues.Texts(matched), .. warnings], state.Revision);
    }

    private PolicyDecision Hidden(RegoObject document, ref RegoEvaluation evaluation) => new()
    {
        Visible = false,
        Allowed = false,
        Reasons = Explained(ref evaluation, document),
        Obligations = ObligationsOfDenial(document),
        Revision = state.Revision,
    };

    private PolicyDecision Denied(RegoObject document, IReadOnlyList<string> reasons, bool byArguments) => new()
    {
        Visible = true,
        Allowed = false,
        Reasons = reasons,
        ByArguments = byArguments,
        Obligations = ObligationsOfDenial(document),
        Revision = state.Revision,
    };

    private PolicyDecision NotAllowed(RegoObject document, ref RegoEvaluation evaluation, in PolicyInput input)
    {
        var missing = PolicyValues.Texts(evaluation.Find(_policy.MissingScopes));
        var required = PolicyValues.Texts(evaluation.Find(_policy.RequiredScopes));
        var matched = PolicyValues.Texts(evaluation.Find(_policy.Matched));
        return new PolicyDecision
        {
            Visible = true,
            Allowed = false,
            MissingScopes = missing,
            RequiredScopes = required,
            MatchedRules = matched,
            Reasons = Explained(ref evaluation, document),
            ByArguments = missing.Count == 0 && _policy.AllowReadsArguments && input.Arguments.ValueKind != JsonValueKind.Undefined,
            Obligations = ObligationsOfDenial(document),
            Revision = state.Revision,
        };
    }

    // The call is denied whatever this says, and whether or not it can be said.
    private IReadOnlyList<string> Explained(ref RegoEvaluation evaluation, RegoObject document)
    {
        try
        {
            var reasons = PolicyValues.Texts(evaluation.Find(_policy.Reasons));
            reasons = reasons.Count == 0 ? StoasReason(document) : reasons;
            return reasons.Count == 0 ? [NoReason] : reasons;
        }
        catch (RegoException error)
        {
            return [$"data.stoa.authz.reasons failed: {error.Errors[0].Message}"];
        }
    }

    // STOA's own policies define several values at once: that must not hide that the call is denied.
    private IReadOnlyList<string> StoasReason(RegoObject document)
    {
        try
        {
            return _policy.DenialReason is { } rule && Evaluate(document, rule) is RegoString reason ? [reason.Value] : [];
        }
        catch (RegoException error)
        {
            return [$"denial_reason gives no single reason: {error.Errors[0].Message}"];
        }
    }

    private PolicyObligations ObligationsOfDenial(RegoObject document)
    {
        var (reading, rule) = (this, _policy.Obligations);
        return _policy.HasObligations ? ObligedDecision.OfDenial(() => reading.Evaluate(document, rule)) : PolicyObligations.None;
    }

    // By arguments is what would not be denied for the same reasons without them.
    private bool ByArguments(in PolicyInput input, bool actionAsText, IReadOnlyList<string> denials)
    {
        if ((_policy.Parts & PolicyDocumentParts.Arguments) == 0 || input.Arguments.ValueKind == JsonValueKind.Undefined)
        {
            return false;
        }

        var evaluation = state.Policy.Begin(PolicyDocument.Build(input with { Arguments = default }, actionAsText, Parts), limits);
        try
        {
            var without = DenialsOf(ref evaluation);
            return !denials.All(without.Contains);
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    private IReadOnlyList<string> DenialsOf(ref RegoEvaluation evaluation)
    {
        var denials = PolicyValues.Denials(evaluation.Find(_policy.Deny));
        return _policy.HasArgumentRules ? [.. denials, .. PolicyValues.Denials(evaluation.Find(_policy.ArgumentDeny))] : denials;
    }

    private RegoValue? Evaluate(RegoObject document, RegoDocument rule)
    {
        var evaluation = state.Policy.Begin(document, limits);
        try
        {
            return evaluation.Find(rule);
        }
        finally
        {
            evaluation.Dispose();
        }
    }
}
