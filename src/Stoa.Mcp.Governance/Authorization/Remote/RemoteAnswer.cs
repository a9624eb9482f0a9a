using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>What an engine that runs elsewhere said. Read by the same rules and in the same order as the embedded engine's values.</summary>
internal abstract class RemoteAnswer(Caller caller) : IDecisionValues
{
    /// <summary>The answer to the same question without the arguments, where it was asked.</summary>
    public RemoteAnswer? Plain { get; set; }

    public abstract string Revision { get; }

    /// <summary>Grants or rules behind the decision.</summary>
    protected abstract IReadOnlyList<string> MatchedRules { get; }

    protected abstract IReadOnlyList<string> GivenReasons { get; }

    protected abstract RegoValue? Obligations { get; }

    /// <summary>The caller's scopes as the engine counts them (roles may stand for some), or null: those of the credential.</summary>
    protected virtual IReadOnlyList<string>? HeldScopes => null;

    public abstract bool? Visible();

    public abstract bool Allow();

    public bool AllowPlain() => (Plain ?? this).Allow();

    public virtual IReadOnlyList<string> Denials() => [];

    public abstract IReadOnlyList<string> MissingScopes();

    public abstract IReadOnlyList<string> RequiredScopes();

    public PolicyDecision Permit()
    {
        var held = HeldScopes;
        var asked = ObligationReader.Read(Obligations);
        return ObligedDecision.Allow(
            asked, scope => held?.Contains(scope) ?? caller.Scopes.Contains(scope), asked.Scopes.Count == 0 ? [] : RequiredScopes(), MatchedRules, Revision);
    }

    public IReadOnlyList<string> Matched(DecisionOutcome outcome) => MatchedRules;

    public IReadOnlyList<string> Reasons() => GivenReasons is { Count: > 0 } reasons ? reasons : ["the engine does not say yes, and gives no reason"];

    public virtual bool RefusedByArguments(IReadOnlyList<string> denials) =>
        Plain is { } plain && (denials.Count > 0 ? !denials.All(plain.Denials().Contains) : plain.Allow());

    public PolicyObligations ObligationsOfRefusal() => ObligedDecision.OfDenial(() => Obligations);
}
