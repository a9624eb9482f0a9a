using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authorization;

namespace Stoa.Mcp.Governance.Tests.Hosting;

/// <summary>Files of keys and secrets are looked for beside the others that a configuration names, wherever the process was started.</summary>
public sealed class ContentRootTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "elsewhere");

    [Fact]
    public void RelativePath_GoesByTheContentRoot()
    {
        using var host = HostOf(name => name);

        Assert.Equal(Of(name => Path.Combine(Root, name)), Read(host.Services));
    }

    [Fact]
    public void AbsolutePath_IsLeftAsItIs()
    {
        using var host = HostOf(name => Path.Combine(Path.GetTempPath(), name));

        Assert.Equal(Of(name => Path.Combine(Path.GetTempPath(), name)), Read(host.Services));
    }

    private static string?[] Of(Func<string, string> path) => [path("jwks.json"), path("nonce.key"), path("secret"), path("head.pem"), path("opa.token"), path("pdp.token")];

    // Configured, and not validated: none of the files is there.
    private static string?[] Read(IServiceProvider services)
    {
        var authentication = Configured<CallerAuthenticationOptions>(services);
        var policy = Configured<PolicyOptions>(services);
        return
        [
            authentication.Jwt.Issuers[0].JwksFile, authentication.Proof.NonceKeyFile, authentication.Introspection.ClientSecretFile,
            Configured<AuditOptions>(services).HeadKeyFile, policy.OpaServer!.TokenFile, policy.AuthZen!.TokenFile,
        ];
    }

    private static T Configured<T>(IServiceProvider services)
        where T : class, new() =>
        new OptionsFactory<T>(services.GetServices<IConfigureOptions<T>>(), services.GetServices<IPostConfigureOptions<T>>()).Create(Options.DefaultName);

    private static IHost HostOf(Func<string, string> path)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = Path.GetTempPath() });
        builder.Environment.ContentRootPath = Root;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Authentication:Jwt:Issuers:0:JwksFile"] = path("jwks.json"),
            ["Stoa:Authentication:Proof:NonceKeyFile"] = path("nonce.key"),
            ["Stoa:Authentication:Introspection:ClientSecretFile"] = path("secret"),
            ["Stoa:Audit:HeadKeyFile"] = path("head.pem"),
            ["Stoa:Policy:OpaServer:TokenFile"] = path("opa.token"),
            ["Stoa:Policy:AuthZen:TokenFile"] = path("pdp.token"),
        });
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
        return builder.Build();
    }
}
