using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>A governed server on Kestrel with TLS, which knows one authority, and clients with and without certificates.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly X509Certificate2 _shown;
    private readonly TemporaryFolder _folder;
    private readonly GovernedServer _server;

    private TlsServer(TestAuthority authority, X509Certificate2 shown, TemporaryFolder folder, GovernedServer server)
    {
        Authority = authority;
        _shown = shown;
        _folder = folder;
        _server = server;
    }

    public TestAuthority Authority { get; }

    public GovernedServer Server => _server;

    public static async Task<TlsServer> StartAsync(Action<GovernedServerBuilder>? configure = null, bool withTls = true)
    {
        var authority = new TestAuthority();
        var folder = new TemporaryFolder();
        File.WriteAllText(folder["ca.pem"], authority.RootPem);
        var shown = authority.Client(null, client =>
        {
            client.DnsNames.Add("localhost");
            client.Usages = [new("1.3.6.1.5.5.7.3.1")];
        });
        var server = await GovernedServer.StartAsync(parts =>
        {
            parts.Tenant("acme").Grant("acme", "{ tools: [echo] }").Key("key", "acme").Tool("echo", (string text) => text).Sessions(HttpServerSessionMode.Stateless)
                .Setting("Stoa:Authentication:Certificates:Enabled", "true")
                .Setting("Stoa:Authentication:Certificates:RevocationMode", "NoCheck")
                .Setting("Stoa:Authentication:Certificates:Anchors:0:Name", "mesh")
                .Setting("Stoa:Authentication:Certificates:Anchors:0:File", folder["ca.pem"])
                .Setting("Stoa:Authentication:Certificates:Anchors:0:SpiffeId", "spiffe://acme.example/tenant/{tenant}/agent/{agent}");
            if (withTls)
            {
                parts.Services(services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(
                    IPAddress.Loopback, 0, listener => listener.UseHttps(https =>
                    {
                        https.ServerCertificate = shown;
                        https.AcceptCallerCertificates();
                    }))));
            }

            configure?.Invoke(parts);
        });
        return new TlsServer(authority, shown, folder, server);
    }

    /// <summary>A client that keeps its connection.</summary>
    public HttpClient Client(X509Certificate2? certificate = null, params X509Certificate2[] along)
    {
#pragma warning disable CA2000 // The client owns its handler.
        var handler = new SocketsHttpHandler();
#pragma warning restore CA2000
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _shown.GetCertHashString();
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, new X509Certificate2Collection(along), offline: true);
        }

        return new HttpClient(handler) { BaseAddress = _server.Url };
    }

    /// <summary>The status of a ping.</summary>
    public static async Task<HttpStatusCode> PingAsync(HttpClient client, string? key = null, Version? version = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null)
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", Encoding.UTF8, "application/json"),
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-API-Key", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
