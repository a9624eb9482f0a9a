using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Gateway.Tests.Authz;

public sealed class DocsTests
{
    [Fact]
    public void Sample_HasSettingsThatAreTaken()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Repository.PathOf("samples/nginx-authz/decisions.json")).Build();
        var host = Substitute.For<IHostEnvironment>();
        host.ApplicationName.Returns("sample");
        host.EnvironmentName.Returns("Production");
        host.ContentRootPath.Returns(Repository.PathOf("samples/nginx-authz"));
        var services = new ServiceCollection();
        services.AddSingleton(host);
        services.AddStoaGovernance(configuration.GetSection("Stoa")).AddGateway();
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.True(provider.GetRequiredService<IOptions<AuthzOptions>>().Value.Routes.Single().UpstreamValidatesHeaders);
    }

    [Fact]
    public void SamplesNginxConfiguration_TakesOutWhatItMustNotPassOn()
    {
        var configuration = Repository.Read("samples/nginx-authz/nginx.conf");

        Assert.All(
            ["Authorization", "X-API-Key", "Cookie", "X-User-ID", "X-Tenant-ID", "X-Request-ID", "X-User-Scopes", "X-User-Roles"],
            header => Assert.Matches($@"proxy_set_header {header}\s", configuration));
    }
}
