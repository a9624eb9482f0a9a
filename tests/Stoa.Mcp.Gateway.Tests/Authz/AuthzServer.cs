using Microsoft.Extensions.Configuration;
using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>A governed server that also decides for others, over the very same tenants, grants and policy.</summary>
internal static class AuthzServer
{
    /// <summary>Starts it. Settings are named below <c>Stoa:Gateway:Authz</c>.</summary>
    public static Task<GovernedServer> StartAsync(Action<GovernedServerBuilder> configure, params (string Key, string? Value)[] settings) =>
        GovernedServer.StartAsync(parts =>
        {
            configure(parts);
            parts.Services(services => services.AddAuthz(Section(settings)));
            parts.AppAfter(app => app.MapAuthz());
        });

    public static IConfigurationSection Section(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(pair => $"Stoa:Gateway:Authz:{pair.Key}", pair => pair.Value))
        .Build()
        .GetSection("Stoa:Gateway:Authz");

    /// <summary>Tenant acme may use what begins with <c>read</c>; its key is <c>acme</c>.</summary>
    public static GovernedServerBuilder Acme(this GovernedServerBuilder parts) => parts
        .Tenant("acme").Grant("acme", "{ tools: [\"read*\"] }").Key("acme", "acme")
        .Tool("read_sales", (string region) => region)
        .Tool("delete_sales", (string region) => region, readOnly: false);
}
