using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>Makes the parts of a decision.</summary>
internal static class Given
{
    public static TransportFacts Http { get; } = new() { Kind = "http" };

    /// <summary>An input of tenant <c>acme</c> on a server in <c>production</c>.</summary>
    public static PolicyInput Input(
        string operation,
        GovernedTarget target,
        TargetMetadata? metadata = null,
        string tenant = "acme",
        string? agentEnvironment = null,
        string serverEnvironment = "production",
        params string[] scopes) => new(
            new Caller
            {
                Subject = "u",
                Scheme = "jwt",
                Agent = "a",
                Issuer = "i",
                Principal = new ClaimsPrincipal(),
                Environment = agentEnvironment,
                Scopes = scopes.ToFrozenSet(StringComparer.Ordinal),
            },
            tenant,
            operation,
            target,
            metadata ?? TargetMetadata.None,
            "server",
            serverEnvironment,
            Http,
            default,
            DateTimeOffset.UnixEpoch);

    public static GovernedTarget Tool(string name) => new(GovernedTargetKind.Tool, name);

    public static TargetMetadata Read(string? toolNamespace = null, string? environment = null, params string[] scopes) =>
        new() { Known = true, Access = ToolAccess.Read, ToolNamespace = toolNamespace, Environment = environment, Scopes = scopes };

    public static ToolGrant Grant(string name = "g", string tenant = "acme") => new() { Name = name, Tenant = tenant, Source = $"{name}.yaml:1" };

    public static IReadOnlyList<NamePattern> Patterns(params string[] patterns) => [.. patterns.Select(pattern => new NamePattern(pattern))];

    /// <summary>A state with tenants <c>acme</c> and <c>globex</c>, and <c>closed</c>, which is disabled.</summary>
    public static ResourceSnapshot Snapshot(params ToolGrant[] grants) => new(
        "sha256:0123456789abcdef",
        new[] { "acme", "globex", "closed" }
            .Select(name => new TenantResource { Name = name, Enabled = name != "closed", Source = "t.yaml:1" })
            .ToFrozenDictionary(tenant => tenant.Name, StringComparer.Ordinal),
        grants.GroupBy(grant => grant.Tenant).ToFrozenDictionary(group => group.Key, IReadOnlyList<ToolGrant> (group) => [.. group], StringComparer.Ordinal));

    public static GrantPolicyEngine Engine(params ToolGrant[] grants) => new(new FixedStore { Current = Snapshot(grants) });

    /// <summary>The engine's decision, after checking the law that an allow is visible.</summary>
    public static async Task<PolicyDecision> DecideAsync(this IPolicyEngine engine, PolicyInput input)
    {
        var decision = await engine.DecideAsync(input, CancellationToken.None);
        Assert.True(decision.Visible || !decision.Allowed);
        return decision;
    }

    internal sealed class FixedStore : IResourceStore
    {
        public required ResourceSnapshot Current { get; set; }

        public IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);
    }
}
