using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>A probe server with every scheme on: JWTs of an issuer whose keys are fetched, proofs, opaque tokens, API keys, the host's principal, revocations.</summary>
internal sealed class IdentityServer : IAsyncDisposable
{
    public const string Jwks = "https://login.example/jwks";

    /// <summary>What clients call the endpoint by, which proofs name.</summary>
    public const string Resource = "https://mcp.example/mcp";

    private string _revocationFile = "";

    private const int ShortestSecret = 32;

    public required ProbeServer Probe { get; init; }

    /// <summary>The network: what is asked of it is counted.</summary>
    public required KeyServer Network { get; init; }

    public required ManualTimeProvider Clock { get; init; }

    public TokenSource Tokens => new(Clock);

    public static async Task<IdentityServer> StartAsync(Action<GovernedServerBuilder>? configure = null)
    {
        var (network, clock) = (new KeyServer(), new ManualTimeProvider());
        network.Serve(Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1"), TestKeys.EcJwk(TestKeys.Ec, "ec-1")));
        var revocations = Path.GetTempFileName();
        await File.WriteAllTextAsync(revocations, "{}");
        var probe = await ProbeServer.StartAsync(parts =>
        {
            parts.Services(services => services.AddSingleton<TimeProvider>(clock))
                .Setting("Stoa:Authentication:Jwt:Issuers:0:Issuer", "https://login.example")
                .Setting("Stoa:Authentication:Jwt:Issuers:0:Audiences:0", Resource)
                .Setting("Stoa:Authentication:Jwt:Issuers:0:JwksUri", Jwks)
                .Setting("Stoa:Authentication:Resource:Resource", Resource)
                .Setting("Stoa:Authentication:Revocation:File", revocations)
                .Setting("Stoa:Authentication:Introspection:Endpoint", "https://login.example/introspect")
                .Setting("Stoa:Authentication:Introspection:Issuer", "https://login.example")
                .Setting("Stoa:Authentication:Introspection:ClientId", "mcp")
                .Setting("Stoa:Authentication:Introspection:ClientSecret", "secret-of-this-server")
                .Setting("Stoa:Authentication:Introspection:Audiences:0", Resource)
                .Govern(governance => governance.Services.AddHttpClient("Stoa.Mcp.Governance.Introspection")
                    .ConfigurePrimaryHttpMessageHandler(() => network))
                .Govern(governance => governance.Services.AddHttpClient("Stoa.Mcp.Governance.SigningKeys")
                    .ConfigurePrimaryHttpMessageHandler(() => network));
            configure?.Invoke(parts);
        });
        probe.Governed.Canary.Add("secret-of-this-server");
        return new IdentityServer { Probe = probe, Network = network, Clock = clock, _revocationFile = revocations };
    }

    /// <summary>Changes what is revoked, and lets the second pass within which that takes effect.</summary>
    public async Task RevokeAsync(string yaml)
    {
        // Renamed, as an operator should: half a file is no state.
        await File.WriteAllTextAsync(_revocationFile + ".new", yaml);
        File.Move(_revocationFile + ".new", _revocationFile, overwrite: true);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Probe.Governed.Logs.Lines.WaitForAsync(line => line.Id.Id == 2030, count: 2);
    }

    /// <summary>Asks for the list of tools with these headers and no others that matter.</summary>
    public Task<Reply> AskAsync(string? authorization, params (string Name, string Value)[] headers)
    {
        foreach (var value in headers.Select(header => header.Value).Append(authorization ?? ""))
        {
            Watch(value);
        }

        return Probe.SendAsync(McpRequests.Post(
            Probe.Url, Revisions.Modern, "tools/list", key: null,
            headers: authorization is null ? headers : [("Authorization", authorization), .. headers]));
    }

    // Of tokens and proofs the signature: what comes before it is in other texts too, and so is one that was made up of a single letter.
    private void Watch(string credential)
    {
        var secret = credential[(credential.LastIndexOfAny([' ', '.']) + 1)..];
        if (secret.Length >= ShortestSecret && secret.Distinct().Count() >= ShortestSecret / 2)
        {
            Probe.Governed.Canary.Add(secret);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Probe.DisposeAsync();
        File.Delete(_revocationFile);
    }
}
