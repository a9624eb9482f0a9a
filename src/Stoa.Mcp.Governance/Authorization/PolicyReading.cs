using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Reads decisions from one state, by the order that holds for every engine (<see cref="DecisionOrder"/>).</summary>
internal readonly struct PolicyReading(PolicyState state, RegoEvaluationOptions limits, bool actionAsText)
{
    public bool IsVisible(RegoObject document)
    {
        var evaluation = Begin(document);
        try
        {
            var policy = state.Compiled;
            return PolicyValues.Flag(evaluation.Find(policy.Visible ?? policy.Allow), "visible") && evaluation.BuiltinError is null;
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    public PolicyDecision Decide(in PolicyInput input)
    {
        // Targets that are not known could be any number, and have no document of their own.
        if (!state.Compiled.DependsOnQuestionAlone || !input.Metadata.Known)
        {
            return Evaluate(input);
        }

        var (decisions, target) = (CallerDocument.Of(input.Caller).Decisions, TargetDocument.Of(input));
        if (decisions.Find(state, target, input) is { } known)
        {
            return known;
        }

        // What is hidden is evaluated every time, as a name that does not exist is: or how long a refusal takes would tell them apart.
        var decision = Evaluate(input);
        if (decision.Visible)
        {
            decisions.Keep(state, target, input, decision);
        }

        return decision;
    }

    /// <summary>The document where visibility is asked.</summary>
    public RegoObject WithoutArguments(in PolicyInput input) =>
        PolicyDocument.Build(input with { Arguments = default }, actionAsText, state.Compiled.Parts & ~PolicyDocumentParts.Arguments);

    public RegoEvaluation Begin(RegoObject document) => state.Policy.Begin(document, limits);

    /// <summary>One rule alone, in an evaluation of its own: where it fails, nothing else does.</summary>
    public RegoValue? Evaluate(RegoObject document, RegoDocument rule)
    {
        var evaluation = Begin(document);
        try
        {
            return evaluation.Find(rule);
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    private PolicyDecision Evaluate(in PolicyInput input)
    {
        var values = new EvaluatedValues(this, state, PolicyDocument.Build(input, actionAsText, state.Compiled.Parts), input);
        try
        {
            return DecisionOrder.Decide(ref values);
        }
        finally
        {
            values.Dispose();
        }
    }
}
