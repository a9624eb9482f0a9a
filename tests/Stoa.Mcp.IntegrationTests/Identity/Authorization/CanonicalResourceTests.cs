using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>What this server says it is called: as configured, else as addressed, and by proxies only where the host trusts them.</summary>
public sealed class CanonicalResourceTests
{
    private static readonly (string Name, string Value)[] Spoofed =
    [
        ("X-Forwarded-Host", "mcp.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Prefix", "/x"),
        ("Forwarded", "for=198.51.100.7;host=mcp.example;proto=https"), ("X-Original-Host", "mcp.example"), ("X-Host", "mcp.example"),
    ];

    [Fact]
    public async Task ForwardedHeaders_OfAnybody_ChangeNothing()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Setting("Stoa:Http:AllowedHosts:0", "127.0.0.1").Setting("Stoa:Http:AllowedHosts:1", "mcp.example"));

        var (resource, challenge) = await ReadAsync(server, Spoofed);

        Assert.Equal(await ReadAsync(server, []), (resource, challenge));
        Assert.Equal(server.Url.AbsoluteUri, resource);
        Assert.Equal($"Bearer resource_metadata=\"{new Uri(server.Url, "/.well-known/oauth-protected-resource/mcp")}\"", challenge);
    }

    [Fact]
    public async Task ForwardedHeaders_OfAProxyThatTheHostTrusts_NameTheResource()
    {
        await using var server = await StartAsync("127.0.0.1");

        var (resource, challenge) = await ReadAsync(server, Spoofed);

        Assert.Equal("https://mcp.example/mcp", resource);
        Assert.Equal("Bearer resource_metadata=\"https://mcp.example/.well-known/oauth-protected-resource/mcp\"", challenge);
    }

    [Fact]
    public async Task ForwardedHeaders_OfAnotherPeerThanTheProxy_ChangeNothing()
    {
        await using var server = await StartAsync("192.0.2.1");

        Assert.Equal(server.Url.AbsoluteUri, (await ReadAsync(server, Spoofed)).Resource);
    }

    [Fact]
    public async Task ForwardedHost_ThatIsNotServed_IsRefused()
    {
        await using var server = await StartAsync("127.0.0.1");

        var reply = await SendAsync(server, "GET", "/.well-known/oauth-protected-resource", [("X-Forwarded-Host", "evil.example")]);

        Assert.Equal(403, reply.Status);
        Assert.DoesNotContain("evil", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfiguredResource_StandsAboveProxies()
    {
        await using var server = await StartAsync("127.0.0.1", parts => parts.Setting("Stoa:Authentication:Resource:Resource", "https://public.example/tools"));

        var (resource, challenge) = await ReadAsync(server, Spoofed);

        Assert.Equal("https://public.example/tools", resource);
        Assert.Equal("Bearer resource_metadata=\"https://public.example/.well-known/oauth-protected-resource/tools\"", challenge);
    }

    private static Task<ProbeServer> StartAsync(string proxy, Action<GovernedServerBuilder>? configure = null) => ProbeServer.StartAsync(parts =>
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        options.KnownProxies.Add(IPAddress.Parse(proxy));
        parts.Setting("Stoa:Http:AllowedHosts:0", "127.0.0.1").Setting("Stoa:Http:AllowedHosts:1", "mcp.example").App(app => app.UseForwardedHeaders(options));
        configure?.Invoke(parts);
    });

    private static async Task<(string? Resource, string Challenge)> ReadAsync(ProbeServer server, (string Name, string Value)[] headers)
    {
        var document = await SendAsync(server, "GET", "/.well-known/oauth-protected-resource/mcp", headers);
        var refused = await SendAsync(server, "DELETE", "/mcp", headers);
        Assert.Equal((200, 401), (document.Status, refused.Status));
        return (JsonElement.Parse(document.Text[document.Text.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("resource").GetString(), refused.Headers["WWW-Authenticate"]);
    }

    private static Task<Reply> SendAsync(ProbeServer server, string verb, string path, (string Name, string Value)[] headers)
    {
        var lines = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        return Probe.RawHttp.SendAsync(server.Url, Encoding.ASCII.GetBytes($"{verb} {path} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\n{lines}\r\n"));
    }
}
