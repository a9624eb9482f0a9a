using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>What fails, fails closed: no handler runs, the caller gets the stable code, and what can be recorded is.</summary>
public sealed class FailureTests
{
    private const string Metered = "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 100, window: 1h } ] }";

    [Fact]
    public async Task PolicyEngineThatThrows_DeniesEverything()
    {
        await using var server = await WithEngineAsync((_, _) => throw new InvalidOperationException("secret detail"));
        foreach (var revision in new[] { Revisions.Legacy, Revisions.Modern })
        {
            await DeniesAsync(server, revision, GovernanceCode.PolicyUnavailable);
        }
    }

    [Fact]
    public async Task PolicyEngineThatNeverAnswers_DeniesWhenItsTimeIsUp()
    {
        await using var server = await WithEngineAsync((_, _) => new ValueTask<PolicyDecision>(new TaskCompletionSource<PolicyDecision>().Task), ("Stoa:Policy:Timeout", "00:00:00.200"));

        await DeniesAsync(server, Revisions.Modern, GovernanceCode.PolicyUnavailable);
    }

    [Theory]
    [InlineData(AuditEntryKind.Intent)]
    [InlineData(AuditEntryKind.Denial)]
    public async Task TrailThatTakesNoEntry_DeniesAndRunsNothing(AuditEntryKind kind)
    {
        await using var server = await ProbeServer.StartAsync();
        server.Trail.Fails = entry => entry.Kind == kind;

        var reply = await server.CallAsync("acme_echo", key: kind == AuditEntryKind.Intent ? ProbeKeys.Alice : ProbeKeys.Bob);

        Assert.Equal((200, 5031), (reply.Status, reply.ErrorCode));
        Assert.EndsWith("Try again in 1 s.", (string)reply.Answer["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(0, server.Handlers.PassedGate);
        Assert.Empty(server.Records);
    }

    [Theory]
    [InlineData("acme_echo")]
    [InlineData("acme_fail")]
    [InlineData("acme_progress")]
    public async Task TrailThatTakesNoOutcome_HoldsTheResultBack(string tool)
    {
        await using var server = await ProbeServer.StartAsync();
        server.Trail.Fails = entry => entry.Kind == AuditEntryKind.Outcome;

        var reply = await server.CallAsync(tool);

        Assert.Equal(5031, reply.ErrorCode);
        Assert.DoesNotContain("ran acme_echo", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, server.Handlers.Count);
        Assert.Equal(AuditEntryKind.Intent, Assert.Single(server.Trail.Entries.All).Kind);
    }

    [Fact]
    public async Task FullQueueOfTheRealTrail_Denies()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.FileTrail().Setting("Stoa:Audit:QueueEntries", "1"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.CallAsync("acme_echo")));

        // With room for one entry some get through and the others are refused; nobody's result leaves unrecorded.
        await server.Governed.StopAsync();
        var lines = server.Governed.TrailLines();
        var answered = replies.Count(reply => reply.RefusalCode is null);
        Assert.All(replies, reply => Assert.True(reply.RefusalCode is null or 5031, reply.ToString()));
        Assert.Equal(answered, lines.Count(line => line.Contains("\"outcome\":\"success\"", StringComparison.Ordinal)));
        Assert.True(server.Handlers.Count <= lines.Count(line => line.Contains("\"kind\":\"intent\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(204)]
    [InlineData(0)]
    public async Task HostThatRefusesAfterAdmission_IsRecordedAndTheChargeReturned(int status)
    {
        var refuse = true;
        await using var server = await ProbeServer.StartAsync(parts => parts
            .Tenant("metered", Metered).Grant("metered", "{ tools: ['*'], access: [unclassified] }").Key("meg", "metered")
            .AppAfter(app => app.Use((http, next) => !refuse ? next(http) : status == 0 ? throw new InvalidOperationException("The host fails.") : End(http, status))));

        var refused = await server.CallAsync("acme_echo", key: "meg");
        var record = await server.NextRecordAsync(0);
        refuse = false;
        var served = await server.CallAsync("acme_echo", key: "meg");

        Assert.Equal(status == 0 ? 500 : status, refused.Status);
        Assert.Equal((CallOutcome.RejectedByHost, 0), (record.Last.Outcome, record.Last.QuotaCharged));
        Assert.Equal("99", served.Headers["X-RateLimit-Remaining"]);
        Assert.Equal(1, server.Handlers.Count);
    }

    [Theory]
    [InlineData(Revisions.Legacy)]
    [InlineData(Revisions.Modern)]
    public async Task BodyRewrittenAfterTheDecision_NeverRuns(string revision)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts
            .Sessions(ModelContextProtocol.AspNetCore.HttpServerSessionMode.StatefulForInitializeClients)
            .AppAfter(app => app.Use(async (http, next) =>
            {
                using var reader = new StreamReader(http.Request.Body);
                var body = (await reader.ReadToEndAsync()).Replace("globex_echo", "acme_secret", StringComparison.Ordinal);
                http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
                if (http.Request.Headers.ContainsKey("Mcp-Name"))
                {
                    http.Request.Headers["Mcp-Name"] = "acme_secret";
                }

                await next(http);
            })));
        var session = revision == Revisions.Legacy ? await server.OpenSessionAsync(ProbeKeys.Bob) : null;
        var before = session is null ? 0 : (await server.WhenRecordedAsync(2)).Count;
        var passed = server.Handlers.PassedGate;

        var reply = await server.CallAsync("globex_echo", key: ProbeKeys.Bob, revision: revision, session: session);

        Assert.Equal(4030, reply.ErrorCode);
        Assert.Equal(passed, server.Handlers.PassedGate);
        Assert.Equal(CallOutcome.RejectedByHost, (await server.NextRecordAsync(before)).Last.Outcome);
    }

    [Theory]
    [InlineData(Revisions.Legacy)]
    [InlineData(Revisions.Modern)]
    public async Task Progress_LeavesAfterTheIntentAndBeforeTheResult(string revision)
    {
        await using var server = await ProbeServer.StartAsync();
        var session = revision == Revisions.Legacy ? await server.OpenSessionAsync(ProbeKeys.Alice) : null;
        var before = session is null ? 0 : (await server.WhenRecordedAsync(2)).Count;
        var parameters = McpRequests.ParametersOf("tools/call");
        parameters["name"] = "acme_progress";
        parameters["_meta"] = new System.Text.Json.Nodes.JsonObject { ["progressToken"] = "p" };

        var reply = await server.PostAsync("tools/call", parameters, revision: revision, session: session);

        Assert.Equal(["notifications/progress", null], reply.Messages.Select(message => (string?)message["method"]));
        Assert.Equal(CallOutcome.Success, (await server.NextRecordAsync(before)).Last.Outcome);
    }

    private static Task<ProbeServer> WithEngineAsync(
        Func<PolicyInput, CancellationToken, ValueTask<PolicyDecision>> decide, params (string Key, string Value)[] settings) =>
        ProbeServer.StartAsync(parts =>
        {
            parts.Services(services => services.AddSingleton<IPolicyEngine>(new Engine(decide)));
            foreach (var (key, value) in settings)
            {
                parts.Setting(key, value);
            }
        });

    private static async Task DeniesAsync(ProbeServer server, string revision, GovernanceCode code)
    {
        foreach (var method in new[] { "tools/call", "tools/list", "prompts/get", "resources/read", revision == Revisions.Legacy ? "initialize" : "server/discover", "notifications/cancelled" })
        {
            var before = server.Records.Count;
            var isRequest = !method.StartsWith("notifications", StringComparison.Ordinal);
            var reply = await server.PostAsync(method, revision: revision, id: isRequest ? "1" : null);
            Assert.Equal(isRequest ? (int)code : null, reply.ErrorCode);
            Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
            var record = await server.NextRecordAsync(before);
            Assert.True(record.IsDenial && record.Code == code, record.ToString());
        }

        Assert.Equal((0, 0), (server.Handlers.Count, server.Handlers.PassedGate));
    }

    private static Task End(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private sealed class Engine(Func<PolicyInput, CancellationToken, ValueTask<PolicyDecision>> decide) : IPolicyEngine
    {
        public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken) => decide(input, cancellationToken);

        public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The engine fails.");
    }
}
