using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>Step 1 as an app has it, with every scheme configured.</summary>
internal sealed class GovernedServices : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ICallerAuthenticator _authenticator;

    public GovernedServices(Credentials credentials, NewApiKey key, bool remembers)
    {
        _services = Build(credentials, key, remembers);
        _authenticator = _services.GetRequiredService<ICallerAuthenticator>();
    }

    /// <summary>Verifies a credential that holds.</summary>
    public async ValueTask VerifyAsync(PresentedCredentials presented)
    {
        var outcome = await _authenticator.AuthenticateAsync(presented, CancellationToken.None);
        if (outcome.Value is null)
        {
            throw new InvalidOperationException($"The credential is refused: {string.Join(' ', outcome.Denial!.Reasons)}");
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(Credentials credentials, NewApiKey key, bool remembers)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Stoa:Authentication:Jwt:Issuers:0:Issuer"] = Credentials.Issuer,
            ["Stoa:Authentication:Jwt:Issuers:0:Audiences:0"] = Credentials.Resource,
            ["Stoa:Authentication:Jwt:Issuers:0:JwksFile"] = credentials.JwksFile,
            ["Stoa:Authentication:Jwt:TokenCacheEntries"] = remembers ? "10000" : "0",
            ["Stoa:Authentication:Proof:ReplayEntries"] = "10000000",
            ["Stoa:Authentication:Proof:ReplayEntriesPerKey"] = "10000000",
            ["Stoa:Authentication:Introspection:Endpoint"] = Credentials.Issuer + "/introspect",
            ["Stoa:Authentication:Introspection:Issuer"] = Credentials.Issuer,
            ["Stoa:Authentication:Introspection:ClientId"] = "mcp",
            ["Stoa:Authentication:Introspection:ClientSecret"] = "benchmark",
            ["Stoa:Authentication:Introspection:Audiences:0"] = Credentials.Resource,
            ["Stoa:Authentication:Introspection:CacheLifetime"] = remembers ? "00:01:00" : "00:00:00",
            ["Stoa:Authentication:Certificates:Enabled"] = "true",
            ["Stoa:Authentication:Certificates:RevocationMode"] = "NoCheck",
            ["Stoa:Authentication:Certificates:CacheEntries"] = remembers ? "1000" : "0",
            ["Stoa:Authentication:Certificates:Anchors:0:Name"] = "mesh",
            ["Stoa:Authentication:Certificates:Anchors:0:File"] = credentials.AuthorityFile,
            ["Stoa:Authentication:Certificates:Anchors:0:Subject"] = "DnsName",
            ["Stoa:Authentication:ApiKeys:Keys:0:Id"] = key.Record.KeyId,
            ["Stoa:Authentication:ApiKeys:Keys:0:SecretHash"] = Convert.ToHexString(key.Record.SecretHash.Span),
            ["Stoa:Authentication:ApiKeys:Keys:0:Subject"] = key.Record.Subject,
            ["Stoa:Authentication:ApiKeys:Keys:0:Tenant"] = key.Record.Tenant,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddStoaGovernance(configuration.GetSection("Stoa"));
        services.AddHttpClient("Stoa.Mcp.Governance.Introspection").ConfigurePrimaryHttpMessageHandler(static () => new Introspector());
        return services.BuildServiceProvider();
    }

    /// <summary>Answers as an authorization server would, without a network.</summary>
    private sealed class Introspector : HttpMessageHandler
    {
        private readonly byte[] _answer = Encoding.UTF8.GetBytes(Credentials.Introspected());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(_answer);
            content.Headers.ContentType = new("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
