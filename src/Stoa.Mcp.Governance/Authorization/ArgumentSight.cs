using Stoa.Mcp.Governance.Authorization.Observing;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// Tells whether what decides can look at a call's arguments, for who has to decide without them. A rule that reads what is not there says
/// nothing, and a denial that says nothing is an allow: so only a policy that provably reads none may be asked.
/// </summary>
internal sealed class ArgumentSight
{
    private readonly IPolicyStore? _policies;

    public ArgumentSight(IPolicyEngine engine, IEnumerable<IPolicyStore> policies)
    {
        // Of engines that run elsewhere or are the host's own, nobody can tell. Observers only look on.
        var deciding = engine is ObservedEngine observed ? observed.Deciding : engine;
        _policies = deciding is RegoPolicyEngine ? policies.FirstOrDefault() : null;
    }

    /// <summary>The policy in force, where it is known to read no arguments; else null. To be asked before and after a decision: a policy can change.</summary>
    public object? BlindPolicy() =>
        _policies?.Current is { } policy && (policy.Parts & PolicyDocumentParts.Arguments) == 0 ? policy : null;
}
