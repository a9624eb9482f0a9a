using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Samples;

public sealed class SampleConfigurationTests
{
    public static TheoryData<string> Settings => new(
        Directory.GetFiles(Repository.PathOf("samples"), "appsettings*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Sample_HasSettingsAndResourceFilesThatLoad(string settings)
    {
        var path = Repository.PathOf(settings);
        var configuration = new ConfigurationBuilder().AddJsonFile(path).Build();
        var host = Substitute.For<IHostEnvironment>();
        host.ApplicationName.Returns("sample");
        host.EnvironmentName.Returns("Production");
        host.ContentRootPath.Returns(Path.GetDirectoryName(path)!);
        var services = new ServiceCollection();
        services.AddSingleton(host);
        // Of the gateway's package, whose own tests read it.
        _ = services.AddStoaGovernance(configuration.GetSection("Stoa")).GetSection("Gateway");
        await using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
        var resources = provider.GetRequiredService<FileResourceStore>();
        await ((IHostedLifecycleService)resources).StartingAsync(CancellationToken.None);

        Assert.NotEmpty(resources.Current.Tenants);
        Assert.NotEmpty(resources.Current.Grants);
    }
}
