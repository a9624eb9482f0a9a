using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Messages;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;
using RawHttp = Stoa.Mcp.IntegrationTests.Probe.RawHttp;

namespace Stoa.Mcp.Gateway.Tests.Threats;

/// <summary>The corpora of the HTTP edge, sent to a gateway: what is refused there reaches no upstream.</summary>
public sealed class EdgeOfHttpTests(ITestOutputHelper output)
{
    private const int Cap = 4096;

    [Trait("Threat", "T23")]
    [Fact]
    public async Task HostileBodies_ReachNoUpstream()
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var seen = upstream.Requests.All.Count;
        var problems = new List<string>();
        foreach (var entry in MessageCorpus.All("hostile"))
        {
            var before = gateway.Records.Count;
            var code = (int)Enum.Parse<GovernanceCode>(MessageCorpus.Text(entry, "code")!);

            var reply = await gateway.SendAsync(McpRequests.Raw(gateway.Url, MessageCorpus.Body(entry), ProbeKeys.Alice));

            var record = await gateway.NextRecordAsync(before);
            if ((reply.Status, reply.ErrorCode) != (400, code) || !record.IsDenial || (int)record.Code != code)
            {
                problems.Add($"{entry["name"]}: {reply} {record}");
            }
        }

        output.WriteLine($"{gateway.Records.Count} bodies");
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(seen, upstream.Requests.All.Count);
    }

    [Trait("Threat", "T23")]
    [Fact]
    public async Task RequestsWithinRequests_ReachNoUpstream()
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Services(services => services.Configure<KestrelServerOptions>(SmugglingCorpus.EndSoon)));
        var seen = upstream.Requests.All.Count;

        var problems = await SmugglingCorpus.SendAsync(gateway.Url, ProbeKeys.Alice);

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(seen, upstream.Requests.All.Count);
    }

    /// <summary>T22 besides: what is below the floor, and older revisions, whose headers are decided against the body.</summary>
    [Trait("Threat", "T21")]
    [Trait("Threat", "T22")]
    [Fact]
    public async Task HeadersThatDisagree_ReachNoUpstream()
    {
        var problems = new List<string>();
        var (refused, passed) = (0, 0);
        foreach (var group in MessageCorpus.All("headers").Where(IsSendable).GroupBy(entry => (Floor: MessageCorpus.Text(entry, "floor"), Schema: entry["schema"]?.ToJsonString())))
        {
            await using var upstream = await ScriptedUpstream.StartAsync(one => one.Tools.AddRange(group.Where(entry => entry["schema"] is not null).DistinctBy(NameOf).Select(ToolOf)));
            await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Setting("Stoa:Http:ProtocolFloor", group.Key.Floor ?? McpVersions.June2025));
            foreach (var entry in group)
            {
                var seen = upstream.Requests.All.Count;
                var before = gateway.Records.Count;
                var lines = entry["headers"]!.AsArray().Select(pair => $"{pair![0]}: {pair[1]}");
                var expected = MessageCorpus.Text(entry, "code") is { } name ? (int)Enum.Parse<GovernanceCode>(name) : (int?)null;

                var reply = await RawHttp.SendAsync(gateway.Url, RawHttp.Post(gateway.Url, [.. RawHttp.Common(ProbeKeys.Alice), .. lines], MessageCorpus.Body(entry)));

                if (reply is { Status: 400, Text.Length: 0 } && gateway.Records.Count == before)
                {
                    continue; // Kestrel's own refusal
                }

                var record = await gateway.NextRecordAsync(before);
                var isRefused = record.IsDenial && record.Last.Decision!.Step == "edge";
                if (expected is null)
                {
                    passed++;
                    if (isRefused || reply.Status >= 500)
                    {
                        problems.Add($"{entry["name"]} is refused: {reply} {record}");
                    }
                }
                else
                {
                    refused++;
                    if ((reply.Status, reply.ErrorCode) != (400, expected) || !isRefused || upstream.Requests.All.Count != seen)
                    {
                        problems.Add($"{entry["name"]}: {reply} {record}");
                    }
                }
            }
        }

        output.WriteLine($"{refused} refused, {passed} passed");
        Assert.True(refused > 50);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    public static TheoryData<string> TooLarge => ["length", "length alone", "chunked", "one chunk", "chunked without end", "compressed"];

    [Trait("Threat", "T24")]
    [Theory]
    [MemberData(nameof(TooLarge))]
    public async Task BodyOverTheCap_ReachesNoUpstream(string form)
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Http:MaxBodyBytes", Cap.ToString(CultureInfo.InvariantCulture))
            .Services(services => services.AddRequestDecompression()).App(app => app.UseRequestDecompression()));
        var big = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"}}}""".PadRight(Cap + 1));
        var request = form switch
        {
            "length" => RawHttp.Post(gateway.Url, RawHttp.Common(ProbeKeys.Alice), big),
            "length alone" => RawHttp.Post(gateway.Url, RawHttp.Common(ProbeKeys.Alice), big)[..^big.Length],
            "chunked" => Chunked(gateway.Url, big, 64),
            "one chunk" => Chunked(gateway.Url, big, big.Length),
            "chunked without end" => Chunked(gateway.Url, big, 64)[..^5],
            _ => Compressed(gateway.Url, new byte[16 * 1024 * 1024]),
        };
        var seen = upstream.Requests.All.Count;

        var reply = await RawHttp.SendAsync(gateway.Url, request);

        Assert.True(reply.Status == 413, reply.ToString());
        Assert.True((await gateway.NextRecordAsync(0)).IsDenial);
        Assert.Equal(seen, upstream.Requests.All.Count);
        Assert.Equal(200, (await gateway.CallAsync("echo", new() { ["text"] = new string('x', Cap / 2) })).Status);
    }

    public static TheoryData<string> Spoofs =>
    [
        "X-Forwarded-Client-Cert: By=spiffe://x;Hash=00;Subject=\"CN=alice\"", "X-SSL-Client-Cert: MIIB", "X-Client-Cert: MIIB", "Client-Cert: :MIIB:",
        "X-Forwarded-User: alice", "X-User: alice", "X-User-ID: alice", "X-Tenant-ID: acme", "X-Remote-User: alice", "Remote-User: alice", "X-Auth-Request-User: alice",
        "X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1", "X-Original-URL: /healthz", "X-Rewrite-URL: /livez",
        "User-Agent: GoogleHC/1.0", "User-Agent: kube-probe/1.30", "User-Agent: ELB-HealthChecker/2.0", "Authorization: Basic YWxpY2U6YWxpY2U=", "Mcp-Session-Id: alice",
    ];

    [Trait("Threat", "T30")]
    [Theory]
    [MemberData(nameof(Spoofs))]
    public async Task HeadersThatClaimACaller_AreNobodys(string line)
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var seen = upstream.Requests.All.Count;
        var body = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"}}}""");

        foreach (var path in new[] { "/mcp", "/MCP", "/mcp/", "/%6dcp", "/x/../mcp" })
        {
            var reply = await RawHttp.SendAsync(gateway.Url, RawHttp.Post(gateway.Url, [.. RawHttp.Common(null), line], body, path: path));
            Assert.True(reply.Status == 401, $"{path}: {reply}");
            Assert.Contains("WWW-Authenticate", reply.Headers.Keys);
        }

        Assert.Equal(seen, upstream.Requests.All.Count);
    }

    private static bool IsSendable(JsonObject entry) =>
        !entry["headers"]!.AsArray().Any(pair => pair![1]!.GetValue<string>().Contains('\n', StringComparison.Ordinal));

    private static string NameOf(JsonObject entry) => JsonNode.Parse(MessageCorpus.Body(entry))!["params"]?["name"]?.GetValue<string>() ?? "unnamed";

    private static string ToolOf(JsonObject entry) => new JsonObject
    {
        ["name"] = NameOf(entry),
        ["inputSchema"] = entry["schema"]!.DeepClone(),
        ["annotations"] = new JsonObject { ["readOnlyHint"] = true },
    }.ToJsonString();

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

    private static byte[] Compressed(Uri url, byte[] body)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return RawHttp.Post(url, [.. RawHttp.Common(ProbeKeys.Alice), "Content-Encoding: gzip"], compressed.ToArray());
    }
}
