using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>The declared tenants and grants as policies see them: <c>data.stoa.tenants</c>, by tenant, so that a decision looks at one tenant's grants alone.</summary>
internal static class ResourceDocument
{
    /// <summary>The value of <c>data.stoa.tenants</c>.</summary>
    public static RegoObject Of(ResourceSnapshot snapshot) => Object(snapshot.Tenants.Values.Select(tenant =>
        (tenant.Name, (RegoValue)TenantOf(tenant, snapshot.Grants.TryGetValue(tenant.Name, out var grants) ? grants : []))));

    private static RegoObject TenantOf(TenantResource tenant, IReadOnlyList<ToolGrant> grants)
    {
        var resources = PatternIndex.Of(grants, grant => grant.Resources);
        return RegoObject.Of(
            ("enabled", tenant.Enabled),
            ("source", tenant.Source),
            ("grants", Object(grants.Select(grant => (grant.Name, (RegoValue)GrantOf(grant))))),
            ("named", RegoObject.Of(
                ("tool", PatternIndex.Of(grants, grant => grant.Tools)),
                ("prompt", PatternIndex.Of(grants, grant => grant.Prompts)),
                ("resource", resources),
                ("resource_template", resources))),
            ("namespaces", PatternIndex.Of(grants, grant => grant.ToolNamespaces)),
            ("operations", PatternIndex.Of(grants, grant => grant.Operations)));
    }

    // A list that is absent in the resource means all, and is absent here.
    private static RegoObject GrantOf(ToolGrant grant)
    {
        List<(RegoValue, RegoValue)> members =
        [
            ("title", $"{grant.Tenant}/{grant.Name}"),
            ("rule", $"ToolGrant/{grant.Tenant}/{grant.Name}"),
            ("source", grant.Source),
            ("access", Texts(grant.Access.Select(TargetDocument.WordOf))),
            ("scopes", Texts(grant.Scopes)),
        ];
        if (grant.Environments.Count == 0 && grant.AgentEnvironments.Count == 0)
        {
            members.Add(("everywhere", true));
        }

        if (grant.Environments.Count > 0)
        {
            members.Add(("environments", Texts(grant.Environments)));
        }

        if (grant.AgentEnvironments.Count > 0)
        {
            members.Add(("agent_environments", Texts(grant.AgentEnvironments)));
        }

        return RegoObject.Of([.. members]);
    }

    private static RegoArray Texts(IEnumerable<string> texts) => RegoArray.Of(texts.Select(text => (RegoValue)RegoString.Of(text)));

    private static RegoObject Object(IEnumerable<(string Key, RegoValue Value)> members) =>
        RegoObject.Of([.. members.Select(member => ((RegoValue)RegoString.Of(member.Key), member.Value))]);
}
