using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads the spec of a <c>ToolGrant</c>.</summary>
internal static class ToolGrantReader
{
    private static readonly string[] WhatItGrants = ["tools", "toolNamespaces", "prompts", "resources", "operations"];

    private static readonly WordTable<ToolAccess> AccessWords = new(
        ("read", ToolAccess.Read),
        ("write", ToolAccess.Write),
        ("destructive", ToolAccess.Destructive),
        ("unclassified", ToolAccess.Unclassified));

    public static ToolGrant Read(ResourceHeader header, FieldReader spec, FileErrors errors)
    {
        var grant = new ToolGrant
        {
            Name = header.Name ?? "",
            Tenant = header.Tenant ?? "",
            Tools = spec.Patterns("tools"),
            ToolNamespaces = spec.Patterns("toolNamespaces"),
            Prompts = spec.Patterns("prompts"),
            Resources = spec.Patterns("resources"),
            Operations = spec.Patterns("operations"),
            Environments = spec.SomeTexts("environments", NameRules.Name, "all environments") ?? [],
            AgentEnvironments = spec.SomeTexts("agentEnvironments", NameRules.Name, "agents of all environments") ?? [],
            Access = ReadAccess(spec),
            Scopes = spec.Texts("scopes", NameRules.Scope) ?? [],
            Quotas = QuotaRuleReader.Read(spec, header.Tenant),
            Source = header.Source,
        };
        spec.RefuseOthers();
        RefuseNothing(spec, errors);
        return grant;
    }

    private static IReadOnlyList<ToolAccess> ReadAccess(FieldReader spec) =>
        spec.SomeTexts("access", AccessWords.Check, "read only") is { } words ? [.. words.Select(AccessWords.Read)] : [ToolAccess.Read];

    private static void RefuseNothing(FieldReader spec, FileErrors errors)
    {
        if (!WhatItGrants.Any(spec.Has))
        {
            errors.Add(spec.Map, $"spec grants nothing: it needs at least one of {string.Join(", ", WhatItGrants)}");
        }
    }
}
