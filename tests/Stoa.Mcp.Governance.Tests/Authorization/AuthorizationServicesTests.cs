using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

public sealed class AuthorizationServicesTests
{
    [Fact]
    public void Add_WithoutAnEngineOfTheHost_AddsTheEmbeddedOne()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(Substitute.For<IResourceStore>()).AddAuthorization(Section("Policy"), Section("Authorization"));

        Assert.IsType<RegoPolicyEngine>(services.BuildServiceProvider().GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void Add_WithAnEngineOfTheHost_KeepsIt()
    {
        var own = Substitute.For<IPolicyEngine>();
        var services = new ServiceCollection().AddSingleton(own).AddAuthorization(Section("Policy"), Section("Authorization"));

        Assert.Same(own, services.BuildServiceProvider().GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void Add_WithAnyKey_IsRefused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddAuthorization(Section("Policy"), Section("Authorization", ("Mode", "open"))));

        Assert.Contains("Stoa:Authorization:Mode", exception.Message, StringComparison.Ordinal);
    }

    private static IConfigurationSection Section(string name, params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:{name}:{setting.Key}", (string?)setting.Value)))
        .Build()
        .GetSection($"Stoa:{name}");
}
