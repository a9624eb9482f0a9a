using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>A governed server and the authorization server that it sends clients to. Reading needs one scope, writing two, by grant or by obligation.</summary>
internal sealed class OAuthServer : IAsyncDisposable
{
    public static readonly Uri Redirect = new("http://127.0.0.1:7777/callback");

    public required AuthorizationServer Login { get; init; }

    public required GovernedServer Governed { get; init; }

    public Uri Url => Governed.Url;

    public static async Task<OAuthServer> StartAsync(Action<GovernedServerBuilder>? configure = null)
    {
        var login = await AuthorizationServer.StartAsync();
        var address = $"http://127.0.0.1:{FreePort()}";
        var governed = await GovernedServer.StartAsync(parts =>
        {
            parts.Setting("urls", address)
                .Setting("Stoa:Authentication:Jwt:Issuers:0:Issuer", login.Issuer)
                .Setting("Stoa:Authentication:Jwt:Issuers:0:Audiences:0", address + "/mcp")
                .Setting("Stoa:Authentication:Jwt:Issuers:0:MetadataAddress", login.Issuer + "/.well-known/oauth-authorization-server")
                .Setting("Stoa:Authentication:Jwt:Issuers:0:AllowInsecureMetadata", "true")
                .Setting("Stoa:Authentication:Resource:ScopesSupported:0", "stoa:read")
                .Tenant("acme")
                .Grant("acme", "{ tools: [read_report, write_report], access: [read, write], scopes: ['stoa:read'] }")
                .Grant("acme", "{ tools: [delete_report], access: [destructive], scopes: ['stoa:read', 'stoa:write'] }")
                .Policy("package stoa.custom\n\nobligations.scopes contains \"stoa:write\" if input.tool.name == \"write_report\"")
                .Tool("read_report", () => "read")
                .Tool("write_report", [Governed(Access = ToolAccess.Write)] () => "written", readOnly: false)
                .Tool("delete_report", [Governed(Access = ToolAccess.Destructive)] () => "deleted", readOnly: false)
                .Tool("secret_report", () => "secret");
            configure?.Invoke(parts);
        });
        return new OAuthServer { Login = login, Governed = governed };
    }

    /// <summary>The SDK's client, which follows the redirect by itself.</summary>
    public Task<McpClient> ConnectAsync(string revision, WireLog wire, string? clientId = null) => McpClient.CreateAsync(
        new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = Url,
                TransportMode = HttpTransportMode.StreamableHttp,
                OAuth = new ClientOAuthOptions { RedirectUri = Redirect, ClientId = clientId, AuthorizationCallbackHandler = FollowAsync },
            },
            new HttpClient(wire),
            ownsHttpClient: true),
        new McpClientOptions { ProtocolVersion = revision });

    public async ValueTask DisposeAsync()
    {
        await Governed.DisposeAsync();
        await Login.DisposeAsync();
    }

    private static async Task<AuthorizationResult?> FollowAsync(AuthorizationCallbackContext context, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(context.AuthorizationUri, cancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        return new AuthorizationResult { Code = query["code"], State = query["state"], Iss = query["iss"] };
    }

    // The resource is named in the configuration before the server listens.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
