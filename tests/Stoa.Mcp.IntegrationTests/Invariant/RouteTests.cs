using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Invariant;

/// <summary>Threat T8: what may be read without a credential is the metadata document, at both of its places, and nothing else.</summary>
[Trait("Threat", "T8")]
public sealed class RouteTests
{
    [Fact]
    public async Task EveryRoute_WithoutACredential_IsRefused()
    {
        await using var server = await ProbeServer.StartAsync();
        var routes = server.Governed.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.NotEmpty(routes);
        var sent = 0;
        foreach (var path in routes.Select(route => "/" + route.RoutePattern.RawText!.Trim('/')).Distinct())
        {
            foreach (var spelling in new[] { path, path.ToUpperInvariant(), path + "/", "/%6d" + path[2..], "/x/.." + path, path + "?access_token=alice" })
            {
                foreach (var verb in new[] { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY" })
                {
                    var reply = await RawHttp.SendAsync(server.Url, System.Text.Encoding.ASCII.GetBytes(
                        $"{verb} {spelling} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n"
                        + """{"jsonrpc":"2.0","id":1,"method":"ping"}"""));
                    Assert.True(reply.Status is 401 or 404 or 405, $"{verb} {spelling}: {reply}");
                    sent++;
                }
            }
        }

        Assert.True(sent >= 54);
        Assert.Equal((0, 0), (server.Handlers.Count, server.Handlers.PassedGate));
    }

    [Theory]
    [InlineData("/.well-known/oauth-protected-resource", 200)]
    [InlineData("/.well-known/oauth-protected-resource/mcp", 200)]
    [InlineData("/.well-known/oauth-protected-resource/other", 404)]
    [InlineData("/.well-known/oauth-protected-resourcex", 404)]
    [InlineData("/.well-known/oauth-authorization-server", 404)]
    [InlineData("/.well-known/oauth-protected-resource/mcp/../../../mcp", 401)]
    [InlineData("/", 404)]
    [InlineData("/health", 404)]
    [InlineData("/metrics", 404)]
    public async Task MetadataDocument_IsTheOneOpenDocument(string path, int status)
    {
        await using var server = await ProbeServer.StartAsync();

        var reply = await RawHttp.SendAsync(server.Url, System.Text.Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\nAccept: application/json, text/event-stream\r\n\r\n"));

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200, reply.Text.Contains("\"resource\"", StringComparison.Ordinal));
    }
}
