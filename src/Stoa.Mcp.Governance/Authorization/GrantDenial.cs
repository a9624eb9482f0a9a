using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Says why an input is denied, and which setting changes that. Only denials come here.</summary>
internal static class GrantDenial
{
    public static PolicyDecision ForTenant(ResourceSnapshot snapshot, in PolicyInput input, bool visible)
    {
        var state = snapshot.Tenants.ContainsKey(input.Tenant) ? "is disabled: set spec.enabled of its Tenant" : "is not declared: add a Tenant of that name";
        return Deny(visible, snapshot.Revision, $"tenant '{input.Tenant}' {state}");
    }

    public static PolicyDecision Explain(CompiledTenant tenant, in PolicyInput input, string agentEnvironment)
    {
        var covering = GrantRules.IsElsewhere(input, agentEnvironment) ? [] : Covering(tenant, input, agentEnvironment);
        if (covering.Count == 0)
        {
            return Deny(visible: false, tenant.Revision, GrantHiding.Reason(tenant, input, agentEnvironment));
        }

        return ByScopes(tenant, covering, input) ?? ByAccess(tenant, covering, input);
    }

    private static PolicyDecision? ByScopes(CompiledTenant tenant, List<CompiledGrant> covering, in PolicyInput input)
    {
        CompiledGrant? nearest = null;
        List<string> missing = [];
        var held = input.Caller.Scopes;
        foreach (var grant in covering)
        {
            if (GrantRules.LacksAccess(grant, input))
            {
                continue;
            }

            var lacks = Required(grant, input).Where(scope => !held.Contains(scope)).ToList();
            if (nearest is null || lacks.Count < missing.Count)
            {
                (nearest, missing) = (grant, lacks);
            }
        }

        return nearest is null ? null : new PolicyDecision
        {
            Visible = true,
            Allowed = false,
            MissingScopes = missing,
            RequiredScopes = Required(nearest, input),
            Reasons = [$"{Subject(input)} needs {Words(missing)}, which the caller lacks, under {Title(nearest)} ({nearest.Grant.Source})"],
            MatchedRules = [nearest.Rule],
            Revision = tenant.Revision,
        };
    }

    private static PolicyDecision ByAccess(CompiledTenant tenant, List<CompiledGrant> covering, in PolicyInput input)
    {
        var word = Word(GrantRules.AccessOf(input));
        var remedy = GrantRules.AccessOf(input) == ToolAccess.Unclassified
            ? "annotate it (readOnlyHint, destructiveHint, or [Governed(Access = …)]) or add"
            : "add";
        var subject = Subject(input);
        return new PolicyDecision
        {
            Visible = true,
            Allowed = false,
            Reasons = [.. covering.Select(grant =>
                $"{Title(grant)} allows access {Words(grant.Grant.Access.Select(Word))}; {subject} is {word}: {remedy} '{word}' to spec.access ({grant.Grant.Source})")],
            MatchedRules = [.. covering.Select(grant => grant.Rule)],
            Revision = tenant.Revision,
        };
    }

    /// <summary>As reasons name the target: <c>tool 'x'</c>.</summary>
    internal static string Subject(in PolicyInput input) => input.Target.Kind switch
    {
        GovernedTargetKind.Tool => $"tool '{input.Target.Name}'",
        GovernedTargetKind.Prompt => $"prompt '{input.Target.Name}'",
        GovernedTargetKind.Resource => $"resource '{input.Target.Name}'",
        GovernedTargetKind.ResourceTemplate => $"resource template '{input.Target.Name}'",
        _ => $"operation '{input.Operation}'",
    };

    /// <summary>As reasons name a grant: <c>ToolGrant acme/analytics</c>.</summary>
    internal static string Title(CompiledGrant grant) => $"ToolGrant {grant.Grant.Tenant}/{grant.Grant.Name}";

    internal static string Words(IEnumerable<string> words) => $"[{string.Join(", ", words)}]";

    private static List<CompiledGrant> Covering(CompiledTenant tenant, in PolicyInput input, string agentEnvironment)
    {
        var covering = new List<CompiledGrant>();
        foreach (var grant in tenant.Grants)
        {
            if (GrantRules.Covers(grant, input, agentEnvironment))
            {
                covering.Add(grant);
            }
        }

        return covering;
    }

    private static IReadOnlyList<string> Required(CompiledGrant grant, in PolicyInput input) =>
        [.. grant.Grant.Scopes.Concat(input.Metadata.Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Word(ToolAccess access) => access.ToString().ToLowerInvariant();

    private static PolicyDecision Deny(bool visible, string revision, string reason) =>
        new() { Visible = visible, Allowed = false, Reasons = [reason], Revision = revision };
}
