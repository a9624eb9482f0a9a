using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Tests.Authz;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Shadow;

/// <summary>What a shadow makes of tokens that only their owner can use: nobody is kept from anything, and the record says who would have been.</summary>
public sealed class SenderConstrainedTests
{
    private const string Forwarders = "Stoa:Authentication:ForwardedCertificates:TrustedPeers:0";

    private static readonly TestAuthority Authority = new();

    [Fact]
    public async Task InPath_Proof_IsJudgedAsIfEnforced()
    {
        await using var upstream = await AnsweringAsync();
        await using var shadow = await InPathAsync(upstream);
        using var http = new HttpClient();
        var token = BoundTokens.ToKey();
        var proof = BoundTokens.Proof(token);

        var good = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"), ("DPoP", proof));
        var again = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"), ("DPoP", proof));
        var missing = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"));

        Assert.Equal((GovernanceCode.None, CallerConfirmation.Dpop), (good.Code, good.Call.Caller!.Confirmation));
        Assert.Equal((GovernanceCode.Unauthenticated, GovernanceCode.Unauthenticated), (again.Code, missing.Code));
        Assert.Contains("used before", again.Last.ReasonsOf(), StringComparison.Ordinal);
        Assert.Contains("There is no DPoP header", missing.Last.ReasonsOf(), StringComparison.Ordinal);
        Assert.Equal(3, upstream.Calls.Count);
    }

    [Fact]
    public async Task InPath_ExchangeThatTakesLong_IsJudgedByWhenItCame()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Overrides = _ => true;
            one.Script = call =>
            {
                clock.Advance(TimeSpan.FromHours(2)); // beyond the age of a proof and the end of the token
                return call.JsonAsync(call.Result());
            };
        });
        await using var shadow = await InPathAsync(upstream, parts => parts.Services(services => services.AddSingleton<TimeProvider>(clock)));
        using var http = new HttpClient();
        var token = BoundTokens.ToKey(clock);

        var record = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token, clock: clock)));

        Assert.Equal(GovernanceCode.None, record.Code);
    }

    [Fact]
    public async Task InPath_AddressOfARequest_IsTheWholeOfIt()
    {
        await using var upstream = await AnsweringAsync();
        await using var shadow = await InPathAsync(
            upstream, parts => parts.Setting("Stoa:Authentication:Resource:Resource", null).App(app => app.UsePathBase("/base")));
        using var http = new HttpClient { BaseAddress = new Uri(shadow.Url, "/base/mcp") };
        var token = BoundTokens.ToKey();

        var good = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token, address: http.BaseAddress.AbsoluteUri)));
        var bad = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token, address: shadow.Url.AbsoluteUri)));

        Assert.Equal((GovernanceCode.None, GovernanceCode.Unauthenticated), (good.Code, bad.Code));
    }

    [Fact]
    public async Task InPath_CertificateOfTheConnection_IsTheCallers()
    {
        using var shown = Authority.Client(null, server =>
        {
            server.DnsNames.Add("localhost");
            server.Usages = [new("1.3.6.1.5.5.7.3.1")];
        });
        await using var upstream = await AnsweringAsync();
        await using var shadow = await InPathAsync(upstream, parts => parts.Services(services => services.Configure<KestrelServerOptions>(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(https =>
            {
                https.ServerCertificate = shown;
                https.AcceptCallerCertificates();
            })))));
        using var own = Authority.Client();
        using var with = Client(shown, own);
        using var without = Client(shown, null);
        var bearer = ("Authorization", $"Bearer {BoundTokens.To(own)}");

        var good = await PassAsync(shadow, with, bearer);
        var missing = await PassAsync(shadow, without, bearer);
        var forged = await PassAsync(shadow, without, bearer, ("X-Forwarded-Client-Cert", BoundTokens.Forwarded(own)));

        Assert.Equal((GovernanceCode.None, CallerConfirmation.Certificate), (good.Code, good.Call.Caller!.Confirmation));
        Assert.Equal((GovernanceCode.Unauthenticated, GovernanceCode.Unauthenticated), (missing.Code, forged.Code));
    }

    [Theory]
    [InlineData("127.0.0.1", GovernanceCode.None)]
    [InlineData("10.0.0.1", GovernanceCode.Unauthenticated)]
    public async Task Mirror_CertificateThatAForwarderTells_IsTheCallers(string forwarder, GovernanceCode code)
    {
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Issuer()
            .Setting("Stoa:Gateway:Shadow:Mirrored", "true").Setting(Forwarders, forwarder));
        using var http = new HttpClient();
        using var own = Authority.Client();
        var token = BoundTokens.ToKey();

        var certified = await PassAsync(shadow, http, ("Authorization", $"Bearer {BoundTokens.To(own)}"), ("X-Forwarded-Client-Cert", BoundTokens.Forwarded(own)));
        var proven = await PassAsync(shadow, http, ("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token)));

        Assert.Equal((code, GovernanceCode.None), (certified.Code, proven.Code));
    }

    [Fact]
    public async Task Mirror_OwnCertificateOfWhoSendsCopies_IsNeverTheCallers()
    {
        using var shown = Authority.Client(null, server => server.Usages = [new("1.3.6.1.5.5.7.3.1")]);
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Issuer()
            .Setting("Stoa:Gateway:Shadow:Mirrored", "true")
            .Services(services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(https =>
            {
                https.ServerCertificate = shown;
                https.AcceptCallerCertificates();
            })))));
        using var proxys = Authority.Client();
        using var http = Client(shown, proxys);

        Assert.Equal(GovernanceCode.Unauthenticated, (await PassAsync(shadow, http, ("Authorization", $"Bearer {BoundTokens.To(proxys)}"))).Code);
    }

    private static Task<ScriptedUpstream> AnsweringAsync() => ScriptedUpstream.StartAsync(one =>
    {
        one.Overrides = _ => true;
        one.Script = call => call.JsonAsync(call.Result());
    });

    private static Task<GatewayUnderTest> InPathAsync(ScriptedUpstream upstream, Action<GovernedServerBuilder>? configure = null) =>
        GatewayUnderTest.StartAsync("shadow", parts =>
        {
            parts.Issuer().Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri);
            configure?.Invoke(parts);
        });

    private static HttpClient Client(X509Certificate2 shown, X509Certificate2? certificate)
    {
#pragma warning disable CA2000 // The client owns its handler.
        var handler = new SocketsHttpHandler();
#pragma warning restore CA2000
        handler.SslOptions.RemoteCertificateValidationCallback = (_, server, _, _) => server?.GetCertHashString() == shown.GetCertHashString();
        handler.SslOptions.ClientCertificates = certificate is null ? null : [certificate];
        return new HttpClient(handler);
    }

    /// <summary>A call that passes, and its record.</summary>
    private static async Task<IntegrationTests.Probe.AuditRecord> PassAsync(GatewayUnderTest shadow, HttpClient http, params (string Name, string Value)[] headers)
    {
        var before = shadow.Records.Count;
        using var request = new HttpRequestMessage(HttpMethod.Post, http.BaseAddress ?? shadow.Url)
        {
            Content = new StringContent(Question.Message("tools/call", "json"), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        return await shadow.NextRecordAsync(before);
    }
}
