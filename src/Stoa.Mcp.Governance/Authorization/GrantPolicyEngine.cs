using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// Decides by the tenant's grants alone. Without a grant nothing is visible; what is visible may be called where one of the grants
/// that show it also has the access and its scopes are held. Takes no lock and, but for a denial's reasons, allocates nothing.
/// </summary>
internal sealed class GrantPolicyEngine(IResourceStore resources) : IPolicyEngine
{
    private volatile CompiledSnapshot _compiled = new(ResourceSnapshot.Empty);

    public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Decide(Compiled(), input));

    public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken)
    {
        // One state for the whole list, however long it takes.
        var compiled = Compiled();
        var visible = new bool[inputs.Count];
        for (var i = 0; i < visible.Length; i++)
        {
            var input = inputs[i];
            visible[i] = IsVisible(compiled, input);
        }

        return ValueTask.FromResult<IReadOnlyList<bool>>(visible);
    }

    private static bool IsVisible(CompiledSnapshot compiled, in PolicyInput input)
    {
        if (IsProtocol(input))
        {
            return true;
        }

        var agentEnvironment = GrantRules.AgentEnvironment(input);
        if (compiled.Find(input.Tenant) is not { } tenant || GrantRules.IsElsewhere(input, agentEnvironment))
        {
            return false;
        }

        foreach (var grant in tenant.Grants)
        {
            if (GrantRules.Covers(grant, input, agentEnvironment))
            {
                return true;
            }
        }

        return false;
    }

    private static PolicyDecision Decide(CompiledSnapshot compiled, in PolicyInput input)
    {
        var tenant = compiled.Find(input.Tenant);
        if (tenant is null)
        {
            return GrantDenial.ForTenant(compiled.Snapshot, input, visible: IsProtocol(input));
        }

        if (IsProtocol(input))
        {
            return tenant.AllowProtocol;
        }

        var agentEnvironment = GrantRules.AgentEnvironment(input);
        return !GrantRules.IsElsewhere(input, agentEnvironment) && FirstPermitting(tenant, input, agentEnvironment) is { } grant
            ? grant.Allow
            : GrantDenial.Explain(tenant, input, agentEnvironment);
    }

    private static CompiledGrant? FirstPermitting(CompiledTenant tenant, in PolicyInput input, string agentEnvironment)
    {
        if (!input.Caller.HoldsAll(input.Metadata.Scopes))
        {
            return null;
        }

        foreach (var grant in tenant.Grants)
        {
            if (GrantRules.Covers(grant, input, agentEnvironment)
                && !GrantRules.LacksAccess(grant, input)
                && !GrantRules.LacksScopes(grant, input))
            {
                return grant;
            }
        }

        return null;
    }

    private static bool IsProtocol(in PolicyInput input) =>
        input.Target.Kind == GovernedTargetKind.Server && ProtocolOperations.IsProtocolOperation(input.Operation);

    // Two calls may both compile a new state; either result serves.
    private CompiledSnapshot Compiled()
    {
        var current = resources.Current;
        var compiled = _compiled;
        return ReferenceEquals(compiled.Snapshot, current) ? compiled : _compiled = new CompiledSnapshot(current);
    }
}
