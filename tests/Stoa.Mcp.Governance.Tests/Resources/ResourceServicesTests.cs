using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class ResourceServicesTests
{
    [Fact]
    public void Options_WithoutConfiguration_HaveSafeDefaults()
    {
        var options = Options();

        Assert.Null(options.Folder);
        Assert.Equal(TimeSpan.FromSeconds(5), options.PollInterval);
        Assert.Equal("Stoa:Resources", options.Section);
    }

    [Fact]
    public void Options_WithEveryKey_AreBound()
    {
        var options = Options(("Folder", "resources"), ("PollInterval", "00:01:00"));

        Assert.Equal(("resources", TimeSpan.FromMinutes(1)), (options.Folder, options.PollInterval));
    }

    [Fact]
    public void Options_WithAnUnknownKey_AreRefused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Options(("Foldre", "resources")));

        Assert.Contains("Foldre", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithSeveralErrors_NameEachKeyValueAndWhatIsAllowed()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Options(("Folder", " "), ("PollInterval", "00:00:00.5")));

        Assert.Equal(
            [
                "Stoa:Resources:Folder is ' '; allowed: the path of a folder, or leave it out to declare nothing and deny every call.",
                "Stoa:Resources:PollInterval is 00:00:00.5000000; allowed: 00:00:01 to 1.00:00:00.",
            ],
            exception.Failures);
    }

    [Fact]
    public async Task Host_WithABadFile_DoesNotStart()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.yaml", "kind: Skill");
        using var host = Build(Provided("Folder", folder.Path));

        var exception = await Assert.ThrowsAsync<ResourceLoadException>(() => host.StartAsync());

        Assert.Contains("x.yaml:1:7: kind: 'Skill' is not supported here; supported: Tenant, ToolGrant", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithARelativeFolder_ReadsItBelowTheContentRoot()
    {
        using var folder = new TemporaryFolder();
        folder.Write("resources/acme.yaml", Load.Acme);
        using var host = Build(Provided("Folder", "resources"), folder.Path);

        await host.StartAsync();

        Assert.Single(host.Services.GetRequiredService<IResourceStore>().Current.Tenants);
        await host.StopAsync();
    }

    [Fact]
    public void Add_WithAStoreOfTheHost_KeepsIt()
    {
        var own = Substitute.For<IResourceStore>();
        var services = new ServiceCollection().AddSingleton(own).AddResources(Section());

        Assert.DoesNotContain(services, service => service.ServiceType == typeof(IHostedService));
        Assert.Same(own, services.BuildServiceProvider().GetRequiredService<IResourceStore>());
    }

    private static IHost Build(Dictionary<string, string?> settings, string? contentRoot = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = contentRoot });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddResources(builder.Configuration.GetSection("Stoa:Resources"));
        return builder.Build();
    }

    private static Dictionary<string, string?> Provided(string key, string value) => new() { [$"Stoa:Resources:{key}"] = value };

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Resources:{setting.Key}", (string?)setting.Value)))
        .Build()
        .GetSection("Stoa:Resources");

    private static ResourceOptions Options(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddResources(Section(settings))
        .BuildServiceProvider()
        .GetRequiredService<IOptions<ResourceOptions>>()
        .Value;
}
