using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

public sealed class AuthorizationServicesTests
{
    [Fact]
    public void Add_WithoutAnEngineOfTheHost_AddsTheGrantEngine()
    {
        var services = new ServiceCollection().AddSingleton(Substitute.For<IResourceStore>()).AddGrantAuthorization(Section());

        Assert.IsType<GrantPolicyEngine>(services.BuildServiceProvider().GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void Add_WithAnEngineOfTheHost_KeepsIt()
    {
        var own = Substitute.For<IPolicyEngine>();
        var services = new ServiceCollection().AddSingleton(own).AddGrantAuthorization(Section());

        Assert.Same(own, services.BuildServiceProvider().GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void Add_WithAnyKey_IsRefused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddGrantAuthorization(Section(("Mode", "open"))));

        Assert.Contains("Stoa:Authorization:Mode", exception.Message, StringComparison.Ordinal);
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Authorization:{setting.Key}", (string?)setting.Value)))
        .Build()
        .GetSection("Stoa:Authorization");
}
