using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Governance.Tests.Hosting;

public sealed class AddStoaGovernanceTests
{
    [Fact]
    public void WithoutAnArgument_InAWebApplication_ReadsTheSectionStoa()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Stoa:Server"] = "sales";
        builder.Configuration["Stoa:Http:MaxBodyBytes"] = "4096";
        builder.Services.AddStoaGovernance();

        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal("sales", services.GetRequiredService<IOptions<GovernanceOptions>>().Value.Server);
        Assert.Equal(4096, services.GetRequiredService<IOptions<HttpEdgeOptions>>().Value.MaxBodyBytes);
    }

    [Fact]
    public void WithoutAnArgument_InAGenericHost_ReadsTheSectionStoa()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Stoa:Environment", "staging")]);
        builder.Services.AddStoaGovernance();

        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal("staging", services.GetRequiredService<IOptions<GovernanceOptions>>().Value.Environment);
    }

    [Fact]
    public void WithoutAnArgument_AndWithoutConfiguration_SaysWhatToPass()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddStoaGovernance());
        Assert.Contains("AddStoaGovernance(configuration.GetSection(\"Stoa\"))", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithAKeyNobodyReads_IsRefusedByItsName()
    {
        using var services = Services(("Stoa:Sevrer", "x"));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<GovernanceOptions>>().Value);
        Assert.Contains("Stoa:Sevrer is not a known key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegistrationMadeBefore_Stays()
    {
        var engine = Substitute.For<IPolicyEngine>();
        var services = new ServiceCollection();
        services.AddSingleton(engine);
        services.AddStoaGovernance(new ConfigurationBuilder().Build().GetSection("Stoa"));

        using var provider = services.BuildServiceProvider();

        Assert.Same(engine, provider.GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void WithStoaGovernance_BeforeAddStoaGovernance_NamesTheCall()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMcpServer().WithStoaGovernance());
        Assert.Contains("AddStoaGovernance()", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddStoaGovernance(configuration.GetSection("Stoa"));
        return services.BuildServiceProvider();
    }
}
