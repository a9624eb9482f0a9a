using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

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

    /// <summary>The shipped policy over these grants.</summary>
    public static RegoPolicyEngine Engine(params ToolGrant[] grants) => Engine(new FixedStore { Current = Snapshot(grants) });

    public static RegoPolicyEngine Engine(IResourceStore resources, PolicyOptions? options = null, params (string File, string Source)[] modules)
    {
        options ??= new PolicyOptions();
        var policy = modules.Length == 0 && options.Default ? CompiledPolicy.Default : Policy(options, modules);
        return new RegoPolicyEngine(resources, new FixedPolicy { Current = policy }, Options.Create(options), TimeProvider.System);
    }

    /// <summary>A policy of the host's own, compiled as the store would.</summary>
    public static CompiledPolicy Policy(PolicyOptions options, params (string File, string Source)[] modules) => PolicyCompiler.Compile(
        new PolicySources("test", "test", compiler => modules.ToList().ForEach(module => compiler.AddModule(module.File, module.Source)), RegoObject.Empty), options);

    /// <summary>The engine's decision, after checking the law that an allow is visible.</summary>
    public static async Task<PolicyDecision> DecideAsync(this IPolicyEngine engine, PolicyInput input)
    {
        var decision = await engine.DecideAsync(input, CancellationToken.None);
        Assert.True(decision.Visible || !decision.Allowed);
        return decision;
    }

    internal sealed class FixedPolicy : IPolicyStore
    {
        public required CompiledPolicy Current { get; set; }
    }

    internal sealed class FixedStore : IResourceStore
    {
        public required ResourceSnapshot Current { get; set; }

        public IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);
    }
}
