namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Says why no grant shows a target: the operator's side of the answer "unknown".</summary>
internal static class GrantHiding
{
    public static string Reason(CompiledTenant tenant, in PolicyInput input, string agentEnvironment)
    {
        var subject = GrantDenial.Subject(input);
        if (GrantRules.IsElsewhere(input, agentEnvironment))
        {
            return $"{subject} belongs to environment '{input.Metadata.Environment}' and the agent runs in '{agentEnvironment}': no grant reaches across environments";
        }

        foreach (var grant in tenant.Grants)
        {
            if (NearMiss(grant, input, agentEnvironment) is { } reason)
            {
                return $"{GrantDenial.Title(grant)} ({grant.Grant.Source}) names {subject}, but {reason}";
            }
        }

        return $"no ToolGrant of tenant '{tenant.Name}' covers {subject}{Where(input)}";
    }

    // A grant that names the target and still does not show it is what the operator looks for first.
    private static string? NearMiss(CompiledGrant grant, in PolicyInput input, string agentEnvironment)
    {
        var named = GrantRules.IsNamed(input.Target) ? grant.Names(input.Target, input.Metadata) : grant.CoversOperation(input.Operation);
        if (!named || input.Target.Name.Length == 0 && GrantRules.IsNamed(input.Target))
        {
            return null;
        }

        if (!grant.IsForAgentIn(agentEnvironment))
        {
            return $"spec.agentEnvironments {GrantDenial.Words(grant.Grant.AgentEnvironments)} lacks '{agentEnvironment}', where the agent runs";
        }

        return !grant.CoversEnvironment(input.Metadata.Environment)
            ? $"spec.environments {GrantDenial.Words(grant.Grant.Environments)} lacks '{input.Metadata.Environment}'"
            : $"not operation '{input.Operation}', which is no operation of the protocol on one target: add it to spec.operations";
    }

    private static string Where(in PolicyInput input) =>
        input.Metadata.ToolNamespace is { Length: > 0 } space ? $" (tool namespace '{space}')" : "";
}
