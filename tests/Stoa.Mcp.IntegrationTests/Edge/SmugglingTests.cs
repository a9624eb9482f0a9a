using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Edge;

/// <summary>Requests within requests: none of them runs anything, and no connection gets a second answer.</summary>
[Trait("Threat", "T23")]
public sealed class SmugglingTests
{
    [Fact]
    public async Task RequestWithTwoEnds_RunsNothing_AndHasOneAnswer()
    {
        await using var server = await StartAsync();
        Assert.True(SmugglingCorpus.Of(server.Url.Authority, ProbeKeys.Alice).Count() >= 100);

        var problems = await SmugglingCorpus.SendAsync(server.Url, ProbeKeys.Alice);

        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
        Assert.Equal((0, 0), (server.Handlers.Count, server.Handlers.PassedGate));
        Assert.All(server.Records, record => Assert.True(record.IsDenial, record.ToString()));
    }

    /// <summary>What the HTTP server lets through is refused with a record.</summary>
    [Theory]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: identity, chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer_Encoding: identity")]
    [InlineData("Content-Length: 5\r\nContent_Length: 0")]
    public async Task DoubtfulEnd_IsRecorded(string lines)
    {
        await using var server = await StartAsync();

        var received = await RawHttp.ExchangeAsync(server.Url, System.Text.Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.1\r\nHost: {server.Url.Authority}\r\n{string.Join("\r\n", RawHttp.Common(ProbeKeys.Alice))}\r\n{lines}\r\n\r\n0\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 400", System.Text.Encoding.ASCII.GetString(received), StringComparison.Ordinal);
        var record = await server.NextRecordAsync(0);
        Assert.Equal((GovernanceCode.InvalidRequest, "edge", 400), (record.Code, record.Last.Decision!.Step, record.Last.HttpStatus));
    }

    [Fact]
    public async Task Chunks_AreServed()
    {
        await using var server = await StartAsync();
        const string Body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{}}}""";

        var received = await RawHttp.ExchangeAsync(server.Url, System.Text.Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.1\r\nHost: {server.Url.Authority}\r\n{string.Join("\r\n", RawHttp.Common(ProbeKeys.Alice))}\r\nTransfer-Encoding: Chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 200", System.Text.Encoding.ASCII.GetString(received), StringComparison.Ordinal);
    }

    private static Task<ProbeServer> StartAsync() => ProbeServer.StartAsync(parts => parts
        .Sessions(HttpServerSessionMode.Stateless)
        .Services(services => services.Configure<KestrelServerOptions>(SmugglingCorpus.EndSoon)));
}
