using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Edge;

/// <summary>Threat T24: the size of a body is counted while it is read, however it is announced, and before anything of it is parsed.</summary>
[Trait("Threat", "T24")]
public sealed class BodySizeTests
{
    private const int Cap = 4096;

    private static readonly byte[] Good = Pad("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{}}}""", Cap);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_OfExactlyTheCap_IsServed(bool chunked)
    {
        await using var server = await StartAsync();

        var reply = await RawHttp.SendAsync(server.Url, chunked ? Chunked(server.Url, Good, 100) : RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Alice), Good));

        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal(1, server.Handlers.Count);
    }

    public static TheoryData<string> TooLarge => ["length", "chunked", "one chunk", "length alone", "chunked without end", "not JSON", "not UTF-8"];

    [Theory]
    [MemberData(nameof(TooLarge))]
    public async Task Post_OverTheCap_IsRefusedBeforeItIsParsed(string form)
    {
        await using var server = await StartAsync();
        var big = Pad(Encoding.UTF8.GetString(Good), Cap + 1);
        var request = form switch
        {
            "length" => RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Alice), big),
            "chunked" => Chunked(server.Url, big, 64),
            "one chunk" => Chunked(server.Url, big, big.Length),
            "length alone" => RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Alice), new byte[Cap + 1])[..^(Cap + 1)],
            "chunked without end" => Chunked(server.Url, big, 64)[..^5],
            "not JSON" => RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Alice), Pad("{", Cap + 1)),
            _ => Chunked(server.Url, [0xFF, .. big], 512),
        };

        var reply = await RawHttp.SendAsync(server.Url, request);

        Assert.True(reply.Status == 413, reply.ToString());
        var record = await server.NextRecordAsync(0);
        Assert.Equal((413, 0), (record.Last.HttpStatus, record.Call.Transport.RequestBytes));
        Assert.Equal(0, server.Handlers.PassedGate);
    }

    [Fact]
    public async Task Post_OverTheCapOnceDecompressed_IsRefusedBeforeItIsParsed()
    {
        await using var server = await StartAsync(parts => parts
            .Services(services => services.AddRequestDecompression())
            .App(app => app.UseRequestDecompression()));

        var served = await RawHttp.SendAsync(server.Url, Compressed(server.Url, Good));
        var refused = await RawHttp.SendAsync(server.Url, Compressed(server.Url, Pad(Encoding.UTF8.GetString(Good), Cap + 1)));
        var bomb = await RawHttp.SendAsync(server.Url, Compressed(server.Url, new byte[16 * 1024 * 1024]));

        Assert.Equal((200, 413, 413), (served.Status, refused.Status, bomb.Status));
        Assert.Equal(1, server.Handlers.Count);
    }

    [Theory]
    [InlineData("ZZ\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}0\r\n\r\n")]
    public async Task Post_WithChunksThatAreNone_IsRefusedAndRecorded(string body)
    {
        await using var server = await StartAsync();
        var head = $"POST /mcp HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{string.Join("\r\n", RawHttp.Common(ProbeKeys.Alice))}\r\n\r\n";

        var reply = await RawHttp.SendAsync(server.Url, Encoding.ASCII.GetBytes(head + body));

        Assert.Equal(400, reply.Status);
        Assert.True((await server.NextRecordAsync(0)).IsDenial);
        Assert.Equal(0, server.Handlers.PassedGate);
    }

    private static Task<ProbeServer> StartAsync(Action<Hosting.GovernedServerBuilder>? configure = null) => ProbeServer.StartAsync(parts =>
    {
        parts.Sessions(HttpServerSessionMode.Stateless).Setting("Stoa:Http:MaxBodyBytes", Cap.ToString(CultureInfo.InvariantCulture));
        configure?.Invoke(parts);
    });

    private static byte[] Compressed(Uri url, byte[] body)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return RawHttp.Post(url, [.. RawHttp.Common(ProbeKeys.Alice), "Content-Encoding: gzip"], compressed.ToArray());
    }

    private static byte[] Pad(string text, int length) => Encoding.UTF8.GetBytes(text.PadRight(length));

    private static byte[] Chunked(Uri url, byte[] body, int size)
    {
        var request = new MemoryStream();
        request.Write(Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{string.Join("\r\n", RawHttp.Common(ProbeKeys.Alice))}\r\n\r\n"));
        foreach (var chunk in body.Chunk(size))
        {
            request.Write(Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            request.Write(chunk);
            request.Write("\r\n"u8);
        }

        request.Write("0\r\n\r\n"u8);
        return request.ToArray();
    }
}
