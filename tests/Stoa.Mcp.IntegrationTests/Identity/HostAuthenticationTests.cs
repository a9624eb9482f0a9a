using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>An app's own <c>AddAuthentication()</c> beside ours.</summary>
public sealed class HostAuthenticationTests
{
    private static readonly Claim[] Alice = [new("sub", "alice"), new("tenant_id", "acme")];

    [Fact]
    public async Task Cookie_OfTheApp_IsACaller()
    {
        await using var server = await TlsServer.StartAsync(
            parts => parts
                .Services(services => services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie())
                .App(app =>
                {
                    app.UseAuthentication();
                    app.MapGet("/login", (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(Alice, CookieAuthenticationDefaults.AuthenticationScheme))));
                }),
            withTls: false);
        using var client = server.Client();
        using var login = await client.GetAsync(new Uri(server.Server.Url, "/login"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var stranger = server.Client();

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, headers: [("Cookie", cookie)]));
        Assert.Equal(("alice", "host"), CallerOf(server));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(stranger, headers: [("Cookie", cookie[..^8])]));
    }

    [Theory]
    [InlineData(false, "alice", "host")]
    [InlineData(true, "spiffe://acme.example/tenant/acme/agent/bot", "mtls")]
    public async Task Certificate_JudgedByTheApp_IsItsPrincipal_UnlessOnlyOursIsAskedFor(bool onlyOurs, string subject, string scheme)
    {
        await using var server = await TlsServer.StartAsync(parts =>
        {
            parts.Services(services => services.AddAuthentication("AppCertificate").AddScheme<AuthenticationSchemeOptions, AppCertificates>("AppCertificate", null))
                .App(app => app.UseAuthentication());
            if (onlyOurs)
            {
                parts.Setting("Stoa:Authentication:Require:0", "mtls");
            }
            else
            {
                parts.Setting("Stoa:Authentication:Certificates:Enabled", "false");
            }
        });
        using var certificate = server.Authority.Client();
        using var client = server.Client(certificate);

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client));
        Assert.Equal((subject, scheme), CallerOf(server));
    }

    [Fact]
    public async Task Endpoint_ThatAsksForACertificate_DoesNotStartWithoutAuthorities()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => GovernedServer.StartAsync(parts => parts
            .WithoutMcpServer().AppAfter(app => app.MapGet("/x", () => "").RequireCallerSchemes("mtls"))));

        Assert.Contains("Stoa:Authentication:Certificates:Enabled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_ThatAsksForAnUnknownScheme_IsNotMapped()
    {
        var error = Assert.Throws<ArgumentException>(() => WebApplication.CreateSlimBuilder().Build().MapGet("/x", () => "").RequireCallerSchemes("apikey"));

        Assert.Contains("did you mean 'api_key'?", error.Message, StringComparison.Ordinal);
    }

    private static (string Subject, string Scheme) CallerOf(TlsServer server)
    {
        var caller = server.Server.Trail.Entries.All.First(entry => entry.Call?.Operation == "ping").Call!.Caller!;
        return (caller.Subject, caller.Scheme);
    }

    private sealed class AppCertificates(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Context.Connection.ClientCertificate is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Alice, Scheme.Name)), Scheme.Name)));
    }
}
