using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The values of the embedded engine, evaluated as they are asked for. A builtin that failed on the way to an allow is a fault: what it would have
/// said could have been a denial.
/// </summary>
internal ref struct EvaluatedValues : IDecisionValues, IDisposable
{
    private const string NoReason = "the policy does not say yes (data.stoa.authz.visible, data.stoa.authz.allow), and gives no reason";

    private readonly PolicyReading _reading;
    private readonly PolicyState _state;
    private readonly CompiledPolicy _policy;
    private readonly RegoObject _document;
    private readonly ref readonly PolicyInput _input;
    private RegoEvaluation _evaluation;

    public EvaluatedValues(PolicyReading reading, PolicyState state, RegoObject document, in PolicyInput input)
    {
        _reading = reading;
        _state = state;
        _policy = state.Compiled;
        _document = document;
        _input = ref input;
        _evaluation = reading.Begin(document);
    }

    public readonly string Revision => _state.Revision;

    public bool? Visible() => _policy.Visible is { } rule ? PolicyValues.Flag(_evaluation.Find(rule), "visible") : null;

    public bool Allow() => PolicyValues.Flag(_evaluation.Find(_policy.Allow), "allow");

    public readonly bool AllowPlain() => _reading.IsVisible(_reading.WithoutArguments(_input));

    public IReadOnlyList<string> Denials() => DenialsOf(_policy, ref _evaluation);

    public PolicyDecision Permit()
    {
        var asked = _policy.HasObligations ? ObligationReader.Read(_evaluation.Find(_policy.Obligations)) : AskedObligations.None;
        var held = asked.Scopes.Count == 0 ? null : _evaluation.Find(_policy.HeldScopes) as RegoSet;
        var needed = asked.Scopes.Count == 0 ? [] : RequiredScopes();
        var matched = _evaluation.Find(_policy.Matched);
        var warnings = _policy.HasArgumentRules ? PolicyValues.Texts(_evaluation.Find(_policy.ArgumentWarnings)) : [];
        if (_evaluation.BuiltinError is { } error)
        {
            throw new PolicyFault($"A builtin failed, and what its rule would have said is unknown: {error}");
        }

        return asked.IsNone && warnings.Count == 0 ? _state.AllowBy(matched) : Oblige(asked, held, needed, [.. PolicyValues.Texts(matched), .. warnings]);
    }

    public IReadOnlyList<string> MissingScopes() => PolicyValues.Texts(_evaluation.Find(_policy.MissingScopes));

    public IReadOnlyList<string> RequiredScopes() => PolicyValues.Texts(_evaluation.Find(_policy.RequiredScopes));

    public IReadOnlyList<string> Matched(DecisionOutcome outcome) =>
        outcome == DecisionOutcome.NotAllowed ? PolicyValues.Texts(_evaluation.Find(_policy.Matched)) : [];

    // The call is denied whatever this says, and whether or not it can be said.
    public IReadOnlyList<string> Reasons()
    {
        try
        {
            var reasons = PolicyValues.Texts(_evaluation.Find(_policy.Reasons));
            reasons = reasons.Count == 0 ? StoasReason() : reasons;
            return reasons.Count == 0 ? [NoReason] : reasons;
        }
        catch (RegoException error)
        {
            return [$"data.stoa.authz.reasons failed: {error.Errors[0].Message}"];
        }
    }

    public readonly bool RefusedByArguments(IReadOnlyList<string> denials)
    {
        if (_input.Arguments.ValueKind == JsonValueKind.Undefined)
        {
            return false;
        }

        return denials.Count == 0 ? _policy.AllowReadsArguments : (_policy.Parts & PolicyDocumentParts.Arguments) != 0 && !StandWithoutArguments(denials);
    }

    public readonly PolicyObligations ObligationsOfRefusal()
    {
        var (reading, document, rule) = (_reading, _document, _policy.Obligations);
        return _policy.HasObligations ? ObligedDecision.OfDenial(() => reading.Evaluate(document, rule)) : PolicyObligations.None;
    }

    public void Dispose() => _evaluation.Dispose();

    private readonly PolicyDecision Oblige(
        AskedObligations asked, RegoSet? held, IReadOnlyList<string> needed, IReadOnlyList<string> matched) =>
        ObligedDecision.Allow(asked, scope => held?.Contains(scope) ?? false, needed, matched, _state.Revision);

    private readonly bool StandWithoutArguments(IReadOnlyList<string> denials)
    {
        var evaluation = _reading.Begin(_reading.WithoutArguments(_input));
        try
        {
            return denials.All(DenialsOf(_policy, ref evaluation).Contains);
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    // STOA's own policies define several values at once: that must not hide that the call is denied.
    private readonly IReadOnlyList<string> StoasReason()
    {
        try
        {
            return _policy.DenialReason is { } rule && _reading.Evaluate(_document, rule) is RegoString reason ? [reason.Value] : [];
        }
        catch (RegoException error)
        {
            return [$"denial_reason gives no single reason: {error.Errors[0].Message}"];
        }
    }

    private static IReadOnlyList<string> DenialsOf(CompiledPolicy policy, ref RegoEvaluation evaluation)
    {
        var denials = PolicyValues.Denials(evaluation.Find(policy.Deny));
        return policy.HasArgumentRules ? [.. denials, .. PolicyValues.Denials(evaluation.Find(policy.ArgumentDeny))] : denials;
    }
}
