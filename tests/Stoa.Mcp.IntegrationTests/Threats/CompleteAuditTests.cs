using System.Text.Json;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>Threat T26: as many records as answers, exactly, on the real trail.</summary>
[Trait("Threat", "T26")]
public sealed class CompleteAuditTests(ITestOutputHelper output)
{
    private const int Calls = 500;

    [Fact]
    public async Task MixedLoad_LeavesExactlyOneRecordPerAnswer()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts
            .FileTrail()
            .Setting("Stoa:Audit:RefusalsPerSecondPerSource", "3")
            .Tenant("metered", "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 20, window: 1h } ] }")
            .Grant("metered", "{ tools: ['*'], access: [unclassified] }").Key("meg", "metered"));

        var replies = new Reply[Calls];
        await Parallel.ForAsync(0, Calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => replies[i] = await server.SendAsync(RequestOf(server.Url, i)));
        await server.Governed.StopAsync();

        Assert.All(replies, reply => Assert.InRange(reply.Status, 200, 499));
        var entries = server.Governed.TrailLines().Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        entries = [.. entries.Where(entry => Kind(entry) is not ("segment" or "head"))];
        var summed = entries.Where(entry => Kind(entry) == "summary").Sum(entry => entry.GetProperty("count").GetInt64());
        var records = entries.Where(entry => Kind(entry) != "summary").GroupBy(entry => entry.GetProperty("decision_id").GetString()).ToArray();
        output.WriteLine($"{records.Length} records and {summed} counted; {server.Handlers.Count} handlers ran; answers: {string.Join(", ", replies.GroupBy(reply => (reply.Status, reply.RefusalCode)).Select(group => $"{group.Key} × {group.Count()}"))}");

        Assert.Equal(Calls, records.Length + summed);
        Assert.All(records, record => Assert.Contains(string.Join('+', record.Select(Kind)), new[] { "denial", "intent+outcome" }));
        Assert.Equal(replies.Count(reply => reply.Status is 401 or 400 or 403 or 415), Refusals(entries) + summed);
        Assert.Equal(server.Handlers.Count, records.Count(record => record.Count() == 2));
        Assert.Equal(20, records.Count(record => record.Count() == 2 && record.First().GetProperty("tenant").GetString() == "metered"));
    }

    private static long Refusals(IEnumerable<JsonElement> entries) =>
        entries.Count(entry => Kind(entry) == "denial" && !entry.TryGetProperty("tenant", out _));

    private static string Kind(JsonElement entry) => entry.GetProperty("kind").GetString()!;

    private static HttpRequestMessage RequestOf(Uri url, int i)
    {
        var call = McpRequests.ParametersOf("tools/call");
        return (i % 10) switch
        {
            0 => McpRequests.Post(url, Revisions.Modern, "tools/call", call, ProbeKeys.Unknown),
            1 => McpRequests.Post(url, Revisions.Modern, "tools/call", call, null),
            2 => McpRequests.Post(url, Revisions.Modern, "tools/call", call, ProbeKeys.Alice, headers: ("Mcp-Name", "other")),
            3 => McpRequests.Raw(url, "{"u8.ToArray(), ProbeKeys.Alice),
            4 => McpRequests.Post(url, Revisions.Modern, "tools/call", call, ProbeKeys.Alice, headers: ("Origin", "https://evil.example")),
            5 or 6 => McpRequests.Post(url, Revisions.Modern, "tools/call", call, "meg"),
            7 => McpRequests.Post(url, Revisions.Modern, "tools/call", call, ProbeKeys.Bob),
            8 => McpRequests.Post(url, Revisions.Modern, "tools/list", [], ProbeKeys.Alice),
            _ => McpRequests.Post(url, Revisions.Modern, "tools/call", call, ProbeKeys.Alice),
        };
    }
}
