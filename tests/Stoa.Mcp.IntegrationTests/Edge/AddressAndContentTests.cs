using System.Text;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Edge;

/// <summary>Threat T9: DNS rebinding and cross-site requests. Whatever is wrong with address or media type is refused before anything is read, and recorded.</summary>
[Trait("Threat", "T9")]
public sealed class AddressAndContentTests
{
    private static readonly byte[] Body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{}}}"""u8.ToArray();

    private static readonly string[] BadOrigins =
    [
        "https://evil.example", "http://evil.example", "http://evil.example:PORT", "null", "NULL", "", "*", "http://localhost.evil", "http://LOCALHOST.evil:PORT",
        "HTTPS://EVIL.EXAMPLE", "http://127.0.0.1.evil.example:PORT", "http://127.0.0.1:1", "http://127.0.0.1", "https://127.0.0.1:PORT", "http://localhost:PORT",
        "http://[::1]:PORT", "http://127.0.0.1:PORT/", "http://127.0.0.1:PORT/x", "http://127.0.0.1:PORT?x", "http://127.0.0.1:PORT#x",
        "http://user@127.0.0.1:PORT", "http://127.0.0.1:PORT@evil.example", "http://evil.example#@127.0.0.1:PORT", "http://127.0.0.1:PORT, https://evil.example",
        "http://127.0.0.1:PORT http://127.0.0.1:PORT", "ws://127.0.0.1:PORT", "file://", "chrome-extension://abcdef", "javascript:alert(1)", "127.0.0.1:PORT", "//127.0.0.1:PORT",
        "http://127.0.0.2:PORT", "http://0.0.0.0:PORT", "http://127.0.0.1.:PORT", "http://127.0.0.1%2eevil:PORT", "about:blank",
    ];

    private static readonly string[] BadHosts =
    [
        "evil.example", "evil.example:PORT", "localhost.evil", "localhost.evil:PORT", "127.0.0.1.evil.example", "127.0.0.2", "127.0.0.2:PORT", "0.0.0.0:PORT",
        "[::ffff:127.0.0.1]:PORT", "localhost.", "localhost.:PORT", "0x7f.1:PORT", "2130706433:PORT", "127.1:PORT", "",
    ];

    private static readonly string[] BadContentTypes =
    [
        "text/plain", "text/plain; charset=utf-8", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1", "application/json; charset=us-ascii", "application/json; charset=x-unknown", "application/json; charset=utf-7",
        "application/json; charset=utf-8; charset=utf-16", "application/json; charset=utf-8; x=y", "application/json; boundary=x", "application/json, text/plain",
        "application/vnd.api+json", "application/problem+json", "application/json5", "text/json", "application", "*/*", "application/*", "", "application/json;;charset", "\"application/json\"",
    ];

    [Fact]
    public async Task Post_FromAnotherOrigin_IsRefusedAndRecorded()
    {
        await using var server = await ProbeServer.StartAsync();
        Assert.True(BadOrigins.Length + BadHosts.Length + BadContentTypes.Length >= 40);
        foreach (var origin in BadOrigins)
        {
            var line = "Origin: " + origin.Replace("PORT", server.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await RefusesAsync(server, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), line], Body), 403, line);
        }

        await RefusesAsync(
            server, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), $"Origin: http://{server.Url.Authority}", "Origin: https://evil.example"], Body), 403, "two origins");
        await RefusesAsync(
            server, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), $"Origin: http://{server.Url.Authority}", $"Origin: http://{server.Url.Authority}"], Body), 403, "two equal origins");
    }

    [Fact]
    public async Task Post_ToAnotherHost_IsRefusedAndRecorded()
    {
        await using var server = await ProbeServer.StartAsync();
        foreach (var pattern in BadHosts)
        {
            var host = pattern.Replace("PORT", server.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await RefusesAsync(server, RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Alice), Body, host), 403, "Host: " + host);
            await RefusesAsync(
                server, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), "X-Forwarded-Host: localhost", "Forwarded: host=localhost"], Body, host), 403, "forwarded " + host);
        }

        var withoutHost = Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.0\r\nContent-Length: {Body.Length}\r\n{string.Join("\r\n", RawHttp.Common(ProbeKeys.Alice))}\r\n\r\n{Encoding.ASCII.GetString(Body)}");
        await RefusesAsync(server, withoutHost, 403, "no host");
    }

    [Fact]
    public async Task Post_OfAnotherMediaType_IsRefusedAndRecorded()
    {
        await using var server = await ProbeServer.StartAsync();
        foreach (var type in BadContentTypes)
        {
            await RefusesAsync(server, RawHttp.Post(server.Url, [.. RawHttp.Uncommon(ProbeKeys.Alice), "Content-Type: " + type], Body), 415, type);
        }

        await RefusesAsync(server, RawHttp.Post(server.Url, RawHttp.Uncommon(ProbeKeys.Alice), Body), 415, "no content type");
        await RefusesAsync(server, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), "Content-Type: text/plain"], Body), 415, "two content types");
        foreach (var encoding in new[] { "gzip", "br", "deflate", "identity", "x", "gzip, identity" })
        {
            await RefusesAsync(server, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), "Content-Encoding: " + encoding], Body), 415, encoding);
        }
    }

    [Theory]
    [InlineData("Origin: http://HOST")]
    [InlineData("Origin: HTTP://HOST")]
    [InlineData("X-Nothing: x")]
    public async Task Post_FromTheSameOrigin_IsServed(string line)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless));
        line = line.Replace("HOST", server.Url.Authority, StringComparison.Ordinal);

        var reply = await RawHttp.SendAsync(server.Url, RawHttp.Post(
            server.Url, [.. RawHttp.Uncommon(ProbeKeys.Alice), "Content-Type: Application/JSON; Charset=\"UTF-8\"", line], Body));

        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal(1, server.Handlers.Count);
    }

    [Theory]
    [InlineData("Host: a\r\nHost: b\r\n")]
    [InlineData("Host: user@localhost\r\n")]
    [InlineData("Host: [::1\r\n")]
    [InlineData("Host: local host\r\n")]
    public async Task Post_WithAHostThatKestrelRefuses_ReachesNothing(string hosts)
    {
        await using var server = await ProbeServer.StartAsync();

        var reply = await RawHttp.SendAsync(server.Url, Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.1\r\n{hosts}Connection: close\r\nContent-Length: 0\r\n{string.Join("\r\n", RawHttp.Common(ProbeKeys.Alice))}\r\n\r\n"));

        Assert.Equal(400, reply.Status);
        Assert.Empty(server.Records);
    }

    private static async Task RefusesAsync(ProbeServer server, byte[] request, int status, string what)
    {
        var before = server.Records.Count;

        var reply = await RawHttp.SendAsync(server.Url, request);

        Assert.True(reply.Status == status, $"{what}: {reply}");
        var record = await server.NextRecordAsync(before);
        Assert.True(record.IsDenial && record.Last.Decision!.Step == "edge", $"{what}: {record}");
        Assert.Equal((GovernanceCode.InvalidRequest, status), (record.Code, record.Last.HttpStatus));
        Assert.Equal((0, 0), (server.Handlers.Count, server.Handlers.PassedGate));
    }
}
