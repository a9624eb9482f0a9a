using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>Threats T15, T16, T19, T20 and T27: tenants do not see each other, on any surface.</summary>
public sealed class TenantTests
{
    [Trait("Threat", "T15")]
    [Fact]
    public async Task Caller_WithoutATenant_IsDenied()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.App(app => app.Use((http, next) =>
        {
            if (http.Request.Headers.ContainsKey("X-Signed-In"))
            {
                http.User = new(new System.Security.Claims.ClaimsIdentity([new("sub", "someone")], "host"));
            }

            return next(http);
        })));

        foreach (var method in Methods.Requests)
        {
            Assert.Contains((await server.PostAsync(method, key: ProbeKeys.Stray)).RefusalCode, new int?[] { 4030, -32020, -32602 });
            Assert.Contains((await server.PostAsync(method, key: null, headers: ("X-Signed-In", "1"))).RefusalCode, new int?[] { 4030, -32020, -32602 });
        }

        Assert.Equal(0, server.Handlers.PassedGate);
    }

    [Trait("Threat", "T15")]
    [Theory]
    [InlineData(Revisions.Legacy)]
    [InlineData(Revisions.Modern)]
    public async Task NamesOfAnotherTenant_AreInNoAnswer(string revision)
    {
        await using var server = await ProbeServer.StartAsync();
        var session = revision == Revisions.Legacy ? await server.OpenSessionAsync(ProbeKeys.Bob) : null;
        foreach (var method in Methods.All)
        {
            // B names nothing of A's here, so that every occurrence is a leak.
            var parameters = JsonNode.Parse(McpRequests.ParametersOf(method).ToJsonString().Replace("acme", "globex", StringComparison.Ordinal))!.AsObject();
            var reply = await server.PostAsync(method, parameters, ProbeKeys.Bob, revision, session: session);
            Assert.DoesNotContain("acme", reply.Text.Replace(method, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("globex_echo", (await server.PostAsync("tools/list", key: ProbeKeys.Bob, revision: revision, session: session)).Text, StringComparison.Ordinal);
    }

    [Trait("Threat", "T19")]
    [Trait("Threat", "T20")]
    [Theory]
    [InlineData(Revisions.Legacy)]
    [InlineData(Revisions.Modern)]
    public async Task HiddenName_IsAnsweredAsOneThatIsNotThere(string revision)
    {
        await using var server = await ProbeServer.StartAsync();
        var session = revision == Revisions.Legacy ? await server.OpenSessionAsync(ProbeKeys.Bob) : null;
        var ran = server.Handlers.Count;
        foreach (var tool in ProbeHandlers.Tools.Where(name => name.StartsWith("acme", StringComparison.Ordinal)))
        {
            await SameAsync("tools/call", tool, "acme_" + new string('x', tool.Length - 5), name => new() { ["name"] = name, ["arguments"] = new JsonObject() });
        }

        await SameAsync("prompts/get", "acme_prompt", "acme_nothin", name => new() { ["name"] = name });
        await SameAsync("resources/read", "acme://doc", "acme://xxx", uri => new() { ["uri"] = uri });
        await SameAsync("completion/complete", "acme_prompt", "acme_nothin", name => Completion("ref/prompt", "name", name));
        await SameAsync("completion/complete", "acme://{x}", "acme://{y}", uri => Completion("ref/resource", "uri", uri));
        if (revision == Revisions.Legacy)
        {
            await SameAsync("resources/subscribe", "acme://doc", "acme://xxx", uri => new() { ["uri"] = uri });
            await SameAsync("resources/unsubscribe", "acme://doc", "acme://xxx", uri => new() { ["uri"] = uri });
        }

        Assert.Equal(ran, server.Handlers.Count);

        async Task SameAsync(string method, string hidden, string absent, Func<string, JsonObject> parameters)
        {
            var one = await server.PostAsync(method, parameters(hidden), ProbeKeys.Bob, revision, session: session);
            var other = await server.PostAsync(method, parameters(absent), ProbeKeys.Bob, revision, session: session);
            Assert.Equal(other.Without(absent), one.Without(hidden));
            Assert.NotNull(one.ErrorCode);
        }
    }

    [Trait("Threat", "T16")]
    [Fact]
    public async Task FilteredAnswers_ArePrivateAndShortLived()
    {
        await using var server = await ProbeServer.StartAsync();

        foreach (var method in new[] { "tools/list", "prompts/list", "resources/list", "resources/templates/list", "resources/read" })
        {
            var result = (await server.PostAsync(method)).Result;
            Assert.Equal("private", (string?)result["cacheScope"]);
            Assert.True(result["ttlMs"] is null || (long)result["ttlMs"]! <= 60_000, result.ToJsonString());
        }
    }

    [Trait("Threat", "T4")]
    [Trait("Threat", "T15")]
    [Fact]
    public async Task CursorOfAnother_OpensNothingOfTheirs()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Mcp(mcp => mcp.WithListToolsHandler((request, _) => ValueTask.FromResult(
            request.Params?.Cursor is null
                ? new ListToolsResult { Tools = [new() { Name = "acme_1" }, new() { Name = "globex_1" }], NextCursor = "page two, as the app says it" }
                : new ListToolsResult { Tools = [new() { Name = "acme_2" }, new() { Name = "globex_2" }] }))));

        var first = (await server.PostAsync("tools/list")).Result;
        var cursor = (string)first["nextCursor"]!;
        var stolen = (await server.PostAsync("tools/list", new() { ["cursor"] = cursor }, ProbeKeys.Bob)).Result;

        Assert.Equal("page two, as the app says it", cursor);
        Assert.Equal(["acme_1", "globex_1"], Names(first));
        Assert.Equal(["globex_2"], Names(stolen));
        Assert.Null(stolen["nextCursor"]);

        static IEnumerable<string> Names(JsonObject result) => result["tools"]!.AsArray().Select(tool => (string)tool!["name"]!);
    }

    [Trait("Threat", "T16")]
    [Fact]
    public async Task AnswersWithoutACacheHint_ArePrivate()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Mcp(mcp => mcp.WithMessageFilters(filters =>
            filters.AddOutgoingFilter(next => (context, cancellationToken) =>
            {
                ((context.JsonRpcMessage as JsonRpcResponse)?.Result as JsonObject)?.Remove("cacheScope");
                return next(context, cancellationToken);
            }))));

        foreach (var method in new[] { "tools/list", "prompts/list", "resources/list", "resources/templates/list", "resources/read", "server/discover" })
        {
            Assert.Equal("private", (string?)(await server.PostAsync(method)).Result["cacheScope"]);
        }
    }

    [Trait("Threat", "T20")]
    [Fact]
    public async Task Subscription_TellsOnlyOfWhatIsVisible()
    {
        await using var server = await ProbeServer.StartAsync();
        var wanted = new JsonObject { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray("acme://doc", "globex://doc", "globex://x", "other://x") } };

        var reply = await server.PostAsync("subscriptions/listen", wanted, ProbeKeys.Bob);

        Assert.Equal(["globex://doc", "globex://x", "globex://doc"], reply.Messages.Where(message => (string?)message["method"] == "notifications/resources/updated").Select(message => (string)message["params"]!["uri"]!));
        Assert.DoesNotContain("acme", reply.Text, StringComparison.Ordinal);
    }

    [Trait("Threat", "T27")]
    [Fact]
    public async Task WhatAClientSaysOfItself_ChangesNoDecision()
    {
        await using var server = await ProbeServer.StartAsync();
        var plain = await server.CallAsync("acme_secret", key: ProbeKeys.Bob);
        var parameters = new JsonObject
        {
            ["name"] = "acme_secret",
            ["arguments"] = new JsonObject(),
            ["_meta"] = new JsonObject
            {
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "admin-agent", ["version"] = "1" },
                ["baggage"] = "tenant=acme,role=admin",
                ["tenant"] = "acme",
                ["sub"] = ProbeKeys.Alice,
                ["dev.gostoa.governance/decisionId"] = "x",
            },
        };

        var claimed = await server.PostAsync(
            "tools/call", parameters, ProbeKeys.Bob, headers: [("baggage", "tenant=acme"), ("X-Tenant", "acme"), ("X-User", "alice"), ("X-Forwarded-User", "alice"), ("X-Forwarded-Client-Cert", "Subject=\"CN=alice\"")]);

        Assert.Equal(plain.ToString(), claimed.ToString());
        var records = await server.WhenRecordedAsync(2);
        Assert.Equal("admin-agent", records[1].Call.Transport.ClientName);
        Assert.Equal((records[0].Code, "globex", ProbeKeys.Bob), (records[1].Code, records[1].Call.Tenant, records[1].Call.Caller!.Subject));
    }

    private static JsonObject Completion(string type, string key, string name) => new()
    {
        ["ref"] = new JsonObject { ["type"] = type, [key] = name },
        ["argument"] = new JsonObject { ["name"] = "a", ["value"] = "" },
    };
}
