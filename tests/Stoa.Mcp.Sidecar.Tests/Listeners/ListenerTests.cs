using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Listeners;

/// <summary>What each listener serves, and that it serves nothing of the other's.</summary>
public sealed class ListenerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("//livez")]
    [InlineData("/%6civez")]
    [InlineData("/x/../metrics")]
    public async Task Main_DoesNotServeHealthNorMetrics(string path)
    {
        await using var host = await RunningHost.StartAsync(_folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Main(path)) { Headers = { Host = host.Management().Authority } };

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mcp")]
    [InlineData("/mapped")]
    [InlineData("/.well-known/oauth-protected-resource")]
    [InlineData("/livez/")]
    [InlineData("/LIVEZ")]
    [InlineData("/health/ready")]
    public async Task Management_ServesNothingElse(string path)
    {
        await using var host = await RunningHost.StartAsync(_folder, map: app => app.MapGet("/mapped", () => "mapped"));
        using var get = await host.Client.GetAsync(host.Management(path));
        using var post = await host.Client.PostAsync(host.Management(path), new StringContent("{}"));

        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);
    }

    [Fact]
    public async Task Main_HasNoEndpointThatIsNotGoverned()
    {
        await using var host = await RunningHost.StartAsync(_folder);

        var ungoverned = host.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<Governance.Http.IGovernedEndpointMetadata>() is null);

        Assert.Empty(ungoverned);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    public async Task Management_TakesGetAndHeadAlone(string path)
    {
        await using var host = await RunningHost.StartAsync(_folder);
        using var head = new HttpRequestMessage(HttpMethod.Head, host.Management(path));
        using var headed = await host.Client.SendAsync(head);
        using var posted = await host.Client.PostAsync(host.Management(path), new StringContent(""));

        Assert.Equal(HttpStatusCode.OK, headed.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal(["GET", "HEAD"], posted.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("10.1.2.3:9090", HttpStatusCode.OK)]
    [InlineData("[fd00::1]:9090", HttpStatusCode.OK)]
    [InlineData("LocalHost", HttpStatusCode.OK)]
    [InlineData("metrics.internal:9090", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.example", HttpStatusCode.Forbidden)]
    public async Task Management_IsAddressedByAddress_OrByNamesThatAreItsOwn(string name, HttpStatusCode status)
    {
        await using var host = await RunningHost.StartAsync(_folder, "host: { managementHosts: [metrics.internal] }");
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Management("/metrics")) { Headers = { Host = name } };

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Answers_DoNotNameTheServer()
    {
        await using var host = await RunningHost.StartAsync(_folder);
        using var main = await host.Client.GetAsync(host.Main("/"));
        using var management = await host.Client.GetAsync(host.Management("/livez"));

        Assert.False(main.Headers.Contains("Server"));
        Assert.False(management.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Strangers_AreBounded()
    {
        await using var host = await RunningHost.StartAsync(_folder, "host: { maxConnections: 77, requestHeadersTimeout: 00:00:05 }");

        var limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(77, limits.MaxConcurrentConnections);
        Assert.Equal(TimeSpan.FromSeconds(5), limits.RequestHeadersTimeout);
        Assert.NotNull(limits.MinRequestBodyDataRate);
        Assert.NotNull(limits.MinResponseDataRate);
    }

    [Fact]
    public async Task Connections_BeyondTheBound_AreClosed_AndHealthStaysReachable()
    {
        await using var host = await RunningHost.StartAsync(_folder, "host: { maxConnections: 1 }");
        using var first = new System.Net.Sockets.TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, host.Main().Port);

        // Accepted connections are counted in order: the answer shows that the first one is.
        await first.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.True(await first.GetStream().ReadAsync(new byte[16]) > 0);

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetAsync(host.Main("/")));
        using var alive = await host.Client.GetAsync(host.Management("/livez"));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task GrpcListener_SpeaksHttp2WithoutTls_AndServesWhatTheMainOneDoes()
    {
        await using var host = await RunningHost.StartAsync(
            _folder, map: app => app.MapGet("/mapped", (HttpContext context) => context.Request.Protocol), variables: ("STOA_HOST__GRPCLISTEN", "http://127.0.0.1:0"));

        Assert.Equal("HTTP/2", await GetAsync("/mapped"));
        Assert.Equal("", await GetAsync("/livez"));

        async Task<string> GetAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, host.Grpc(path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var answer = await host.Client.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
