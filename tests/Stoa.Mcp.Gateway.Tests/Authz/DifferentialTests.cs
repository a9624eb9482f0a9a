using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>
/// The same call, made to the app itself and asked about at <c>/authz</c>, comes to the same decision: same code, same step, same reasons. Both are
/// decided by one host over the same tenants, grants and policy.
/// </summary>
public sealed class DifferentialTests
{
    private const int Calls = 600;

    private static readonly string?[] Keys = ["acme", "acme-writer", "acme-staging", "globex", "nobody", null];
    private static readonly string[] Methods = ["tools/call", "tools/call", "tools/call", "tools/call", "tools/list", "prompts/get", "resources/read", "ping", "no/such", "completion/complete"];
    private static readonly string[] Names = ["read_sales", "read_stock", "delete_sales", "pay", "no_such_tool", "Read_Sales", "ｒead_sales", "read_sales "];
    private static readonly string?[] Versions = ["2025-06-18", "2025-11-25", "2026-07-28", "2024-11-05", "2030-01-01", null];

    [Fact]
    public async Task SameCall_ComesToTheSameDecision_EmbeddedAndAsked()
    {
        await using var server = await AuthzServer.StartAsync(Everything);
        var random = new Random(20261128);
        var seen = new HashSet<string>();
        using var client = new HttpClient();
        for (var i = 0; i < Calls; i++)
        {
            var call = Next(random);
            var embedded = await DecisionAsync(server, () => SendAsync(client, server.Url, call));
            var asked = await DecisionAsync(server, () => AskAsync(client, server.Url, call));

            Assert.True(embedded == asked, $"call {i}: {call}\nembedded: {embedded}\nasked:    {asked}");
            seen.Add(embedded.Split('|')[0]);
        }

        // The calls were of many kinds, or this says little.
        Assert.Superset(
            new HashSet<string> { "none", "unauthenticated", "denied", "insufficient_scope", "not_visible", "method_not_found", "invalid_request", "header_mismatch", "unsupported_protocol_version", "parse_error" },
            seen);
    }

    // With sessions, the app would turn away whoever has none before it decides on arguments.
    private static void Everything(GovernedServerBuilder parts) => parts
        .Sessions(HttpServerSessionMode.Stateless)
        .Tenant("acme").Tenant("globex", "{ enabled: false }")
        .Grant("acme", "{ tools: [\"read_*\"], agentEnvironments: [production] }")
        .Grant("acme", "{ tools: [delete_sales], access: [destructive], scopes: [\"sales:write\"] }")
        .Grant("acme", "{ tools: [pay], access: [read, write, destructive] }")
        .Grant("acme", "{ prompts: [greet], resources: [\"notes://a\"] }")
        .Key("acme", "acme").Key("acme-writer", "acme", key => key with { Scopes = ["sales:write"] })
        .Key("acme-staging", "acme", key => key with { Environment = "staging" }).Key("globex", "globex")
        .Tool("read_sales", (string region) => region).Tool("read_stock", (string region) => region)
        .Tool("delete_sales", (string region) => region, readOnly: false)
        .Tool("pay", (int amount) => amount, readOnly: false)
        .Prompt("greet", () => "hello").Resource("notes://a", () => "a").Resource("notes://b", () => "b")
        .Policy("package stoa.custom\n\ndeny contains sprintf(\"%v is too much\", [input.tool.arguments.amount]) if input.tool.arguments.amount > 100\n");

    private static Sent Next(Random random)
    {
        var (key, method, version) = (Pick(random, Keys), Pick(random, Methods), Pick(random, Versions));
        var name = method switch
        {
            "prompts/get" => Pick(random, ["greet", "no_such_prompt"]),
            "resources/read" => Pick(random, ["notes://a", "notes://b"]),
            _ => Pick(random, Names),
        };
        var parameters = Parameters(random, method, name);
        if (version == "2026-07-28" && random.Next(10) > 0)
        {
            parameters["_meta"] = new JsonObject
            {
                ["io.modelcontextprotocol/protocolVersion"] = version,
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "c", ["version"] = "1" },
                ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
            };
        }

        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString();
        if (random.Next(25) == 0)
        {
            body = Pick(random, [body[..^1], "[" + body + "]", body.Replace("\"params\"", "\"id\":2,\"params\"", StringComparison.Ordinal)]);
        }

        List<(string, string)> headers = [];
        if (version is not null)
        {
            headers.Add(("MCP-Protocol-Version", version));
        }

        if (version == "2026-07-28" || random.Next(8) == 0)
        {
            headers.Add(("Mcp-Method", random.Next(12) == 0 ? "tools/list" : method));
            if (method is "tools/call" or "prompts/get" or "resources/read")
            {
                var told = random.Next(12) == 0 ? "read_stock" : name;
                headers.Add(("Mcp-Name", told.All(char.IsAscii) && told.Trim() == told ? told : $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(told))}?="));
            }
        }

        return new Sent(key, body, headers);
    }

    private static JsonObject Parameters(Random random, string method, string name) => method switch
    {
        "tools/call" => new JsonObject
        {
            ["name"] = name,
            ["arguments"] = name == "pay"
                ? new JsonObject { [random.Next(6) == 0 ? "Amount" : "amount"] = random.Next(200) }
                : new JsonObject { [random.Next(10) == 0 ? "REGION" : "region"] = "EMEA" },
        },
        "prompts/get" => new JsonObject { ["name"] = name },
        "resources/read" => new JsonObject { ["uri"] = name },
        "completion/complete" => new JsonObject
        {
            ["ref"] = new JsonObject { ["type"] = "ref/prompt", ["name"] = "greet" },
            ["argument"] = new JsonObject { ["name"] = "a", ["value"] = "b" },
        },
        _ => [],
    };

    private static async Task<string> DecisionAsync(GovernedServer server, Func<Task> act)
    {
        server.Trail.Entries.Clear();
        await act();
        var entry = (await server.Trail.Entries.WaitForAsync(one => one.Kind is AuditEntryKind.Denial or AuditEntryKind.Outcome)).Single();
        var decision = entry.Decision!;
        return $"{Governance.Pipeline.GovernanceCodeNames.NameOf(decision.Code)}|{decision.Step}|{string.Join(';', decision.Reasons)}|{string.Join(';', decision.MatchedRules)}|{entry.Call!.Operation} {entry.Call.Target}|{entry.Call.Caller?.Subject}";
    }

    private static async Task SendAsync(HttpClient client, Uri url, Sent call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(call.Body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in call.AllHeaders())
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        await response.Content.ReadAsStringAsync();
    }

    private static async Task AskAsync(HttpClient client, Uri url, Sent call)
    {
        var headers = new JsonObject { ["Host"] = url.Authority, ["Content-Type"] = "application/json; charset=utf-8" };
        foreach (var (name, value) in call.AllHeaders())
        {
            headers[name] = value;
        }

        var question = new JsonObject { ["method"] = "POST", ["path"] = "/mcp", ["headers"] = headers, ["body"] = call.Body };
        using var content = new StringContent(question.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(url, "/authz"), content);
        using var told = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(response.IsSuccessStatusCode, told.RootElement.GetProperty("allowed").GetBoolean());
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private sealed record Sent(string? Key, string Body, IReadOnlyList<(string Name, string Value)> Headers)
    {
        public IEnumerable<(string Name, string Value)> AllHeaders()
        {
            yield return ("Accept", "application/json, text/event-stream");
            if (Key is not null)
            {
                yield return ("Authorization", $"Bearer {Key}{Canary.Key}");
            }

            foreach (var header in Headers)
            {
                yield return header;
            }
        }
    }
}
