using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>What a <see cref="GovernedServer"/> is made of. Everything is optional.</summary>
internal sealed class GovernedServerBuilder
{
    internal List<string> ResourceFiles { get; } = [];

    internal Dictionary<string, string> PolicyFiles { get; } = [];

    internal Dictionary<string, string?> Settings { get; } = [];

    internal InMemoryApiKeyStore KeyStore { get; } = new();

    internal bool UsesFileTrail { get; private set; }

    internal bool HasMcpServer { get; private set; } = true;

    internal Action<StoaGovernanceBuilder> Governance { get; private set; } = _ => { };

    internal HttpServerSessionMode SessionMode { get; private set; } = HttpServerSessionMode.StatefulForInitializeClients;

    internal Action<IServiceCollection> BeforeGovernance { get; private set; } = _ => { };

    internal Action<IMcpServerBuilder> McpServer { get; private set; } = _ => { };

    internal Action<WebApplication> BeforeUse { get; private set; } = _ => { };

    internal Action<WebApplication> AfterUse { get; private set; } = _ => { };

    /// <summary>A file of YAML resources (tenants, grants), written before the server starts.</summary>
    public GovernedServerBuilder Resources(string yaml)
    {
        ResourceFiles.Add(yaml);
        return this;
    }

    /// <summary>A tenant. <paramref name="spec"/> is YAML of its spec, in flow style: <c>{ quotas: [...] }</c>.</summary>
    public GovernedServerBuilder Tenant(string name, string spec = "{}") =>
        Resources($"{{ apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: {{ name: {name} }}, spec: {spec} }}\n");

    /// <summary>A grant. <paramref name="spec"/> is YAML in flow style: <c>{ tools: [echo], access: [read, write] }</c>.</summary>
    public GovernedServerBuilder Grant(string tenant, string spec) => Resources(string.Create(
        CultureInfo.InvariantCulture,
        $"{{ apiVersion: gostoa.dev/v1alpha1, kind: ToolGrant, metadata: {{ name: grant-{ResourceFiles.Count}, namespace: {tenant} }}, spec: {spec} }}\n"));

    /// <summary>A file of the policy folder, which the server then has.</summary>
    public GovernedServerBuilder Policy(string rego, string file = "policy.rego")
    {
        PolicyFiles[file] = rego;
        return this;
    }

    /// <summary>An API key, whose text is also its id and the caller's subject and agent.</summary>
    public GovernedServerBuilder Key(string key, string tenant, Func<ApiKeyRecord, ApiKeyRecord>? configure = null)
    {
        KeyStore.Put(key, tenant, configure);
        return this;
    }

    /// <summary>A configuration value, by its whole key (<c>Stoa:Http:MaxBodyBytes</c>).</summary>
    public GovernedServerBuilder Setting(string key, string? value)
    {
        Settings[key] = value;
        return this;
    }

    /// <summary>Who gets a session. <see cref="HttpServerSessionMode.StatefulForInitializeClients"/> unless set.</summary>
    public GovernedServerBuilder Sessions(HttpServerSessionMode mode)
    {
        SessionMode = mode;
        return this;
    }

    /// <summary>The real trail on disk instead of one in memory.</summary>
    public GovernedServerBuilder FileTrail()
    {
        UsesFileTrail = true;
        return this;
    }

    /// <summary>Services registered before <c>AddStoaGovernance</c>, which they may replace parts of.</summary>
    public GovernedServerBuilder Services(Action<IServiceCollection> configure)
    {
        BeforeGovernance += configure;
        return this;
    }

    /// <summary>A host without an MCP server of its own: what it serves is added with <see cref="Govern"/> and <see cref="AppAfter"/>.</summary>
    public GovernedServerBuilder WithoutMcpServer()
    {
        HasMcpServer = false;
        return this;
    }

    /// <summary>What hangs off <c>AddStoaGovernance</c>.</summary>
    public GovernedServerBuilder Govern(Action<StoaGovernanceBuilder> configure)
    {
        Governance += configure;
        return this;
    }

    /// <summary>Tools, prompts, resources, handlers.</summary>
    public GovernedServerBuilder Mcp(Action<IMcpServerBuilder> configure)
    {
        McpServer += configure;
        return this;
    }

    /// <summary>A tool made from a delegate; attributes on a lambda count (<c>[Governed(ToolNamespace = "crm")] () => …</c>).</summary>
    public GovernedServerBuilder Tool(string name, Delegate method, bool readOnly = true) =>
        Mcp(server => server.WithTools([McpServerTool.Create(method, new() { Name = name, ReadOnly = readOnly })]));

    /// <summary>A prompt made from a delegate.</summary>
    public GovernedServerBuilder Prompt(string name, Delegate method) =>
        Mcp(server => server.WithPrompts([McpServerPrompt.Create(method, new() { Name = name })]));

    /// <summary>A resource, or template, made from a delegate.</summary>
    public GovernedServerBuilder Resource(string uri, Delegate method) =>
        Mcp(server => server.WithResources([McpServerResource.Create(method, new() { UriTemplate = uri, Name = uri })]));

    /// <summary>Middleware before <c>UseStoaGovernance()</c>.</summary>
    public GovernedServerBuilder App(Action<WebApplication> configure)
    {
        BeforeUse += configure;
        return this;
    }

    /// <summary>Middleware and endpoints after <c>UseStoaGovernance()</c>.</summary>
    public GovernedServerBuilder AppAfter(Action<WebApplication> configure)
    {
        AfterUse += configure;
        return this;
    }
}
