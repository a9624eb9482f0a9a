using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Invariant;

/// <summary>
/// The invariant of the design: no handler runs without exactly one decision and one audit record, and every answer has one record.
/// </summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    private static readonly string?[] Callers = [ProbeKeys.Alice, ProbeKeys.Bob, ProbeKeys.Nil, ProbeKeys.Stray, ProbeKeys.Unknown, null];

    private static readonly string[] Shared = ["tools/list", "tools/call", "prompts/get", "resources/read", "completion/complete", ProbeHandlers.CustomMethod];

    [Theory]
    [InlineData(HttpServerSessionMode.Stateless, Revisions.Legacy)]
    [InlineData(HttpServerSessionMode.Stateless, Revisions.Modern)]
    [InlineData(HttpServerSessionMode.StatefulForInitializeClients, Revisions.Legacy)]
    [InlineData(HttpServerSessionMode.StatefulForInitializeClients, Revisions.Modern)]
    public async Task EveryMethod_OverHttp_RunsOnlyUnderOneDecisionAndOneRecord(HttpServerSessionMode mode, string revision)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(mode));
        var check = new InvariantCheck(server.Handlers, () => server.Records, server.WhenRecordedAsync);
        var stateful = mode != HttpServerSessionMode.Stateless;

        foreach (var caller in Callers)
        {
            string? session = null;
            if (stateful && revision == Revisions.Legacy && caller is ProbeKeys.Alice or ProbeKeys.Bob)
            {
                server.Handlers.OnEnter = null;
                session = await server.OpenSessionAsync(caller);
                await server.WhenRecordedAsync(check.Answered += 2);
                check = new InvariantCheck(server.Handlers, () => server.Records, server.WhenRecordedAsync) { Answered = check.Answered };
            }

            foreach (var request in Messages(server.Url, revision, caller, session, stateful))
            {
                await check.SendAsync($"{caller}: {request.Headers.GetValueOrNothing("Mcp-Method")} {request.Method}", () => ExchangeAsync(server, request));
            }
        }

        await server.Governed.StopAsync();
        check.End();
        output.WriteLine($"{check.Answered} answered, {server.Handlers.Count} handler entries, {server.Records.Count(record => record.IsDenial)} denials");
        Assert.Empty(Shared.Except(server.Handlers.Names));
        Assert.Contains(revision == Revisions.Modern ? "subscriptions/listen" : "logging/setLevel", server.Handlers.Names);
    }

    [Fact]
    public async Task EventStreamOfASession_IsOneCallUntilItEnds()
    {
        await using var server = await ProbeServer.StartAsync();
        var session = await server.OpenSessionAsync(ProbeKeys.Alice);
        await server.WhenRecordedAsync(2);

        using (var request = ForSession(HttpMethod.Get, server.Url, ProbeKeys.Alice, session, Revisions.Legacy))
        {
            using var stream = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(200, (int)stream.StatusCode);
            Assert.Equal("session/stream", server.Records[^1].Call.Operation);
            Assert.False(server.Records[^1].IsWhole);
        }

        Assert.Equal("session/stream", (await server.NextRecordAsync(2)).Call.Operation);
    }

    private static IEnumerable<HttpRequestMessage> Messages(Uri url, string revision, string? caller, string? session, bool stateful)
    {
        foreach (var method in Methods.All)
        {
            yield return McpRequests.Post(url, revision, method, McpRequests.ParametersOf(method), caller, "r", session);
            yield return McpRequests.Post(url, revision, method, McpRequests.ParametersOf(method), caller, null, session);
            yield return McpRequests.Post(url, revision, method, [], caller, "r", session);
        }

        yield return McpRequests.Raw(
            url, """{"jsonrpc":"2.0","id":"none","result":{}}"""u8.ToArray(), caller,
            session is null ? [("MCP-Protocol-Version", revision)] : [("MCP-Protocol-Version", revision), ("Mcp-Session-Id", session)]);
        foreach (var method in stateful ? new[] { HttpMethod.Get, HttpMethod.Delete } : [])
        {
            yield return ForSession(method, url, caller, "no-such-session", revision);
            yield return ForSession(method, url, caller, session, revision);
        }
    }

    private static async Task ExchangeAsync(ProbeServer server, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.InRange((int)response.StatusCode, 200, 499);

            // An event stream has no end of its own: it ends with the client.
            if (request.Method != HttpMethod.Get)
            {
                await response.Content.ReadAsByteArrayAsync();
            }
        }
    }

    private static HttpRequestMessage ForSession(HttpMethod method, Uri url, string? key, string? session, string revision)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", revision);
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : "Bearer " + key);
        request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        return request;
    }
}
