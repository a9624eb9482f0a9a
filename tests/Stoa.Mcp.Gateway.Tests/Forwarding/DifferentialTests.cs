using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>
/// The same call comes to the same decision wherever governance stands: inside the app, whose tools have attributes; in a proxy in front of the
/// same app without them, whose settings say the same; and asked about at <c>/authz</c> of a sidecar that knows the app. The answers that
/// the app's client and the proxy's client see are the same too.
/// </summary>
/// <remarks>
/// What must differ, and is not compared: decision ids; the outcome and HTTP status of a call that <c>/authz</c> allowed, since it runs elsewhere; the
/// answer to a question, which is about a call and not the answer to it; the HTTP status of a refusal for arguments that only the tool's
/// schema shows to be ambiguous, which inside an app comes when the answer's stream has begun.
/// </remarks>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private static readonly int Calls = Environment.GetEnvironmentVariable("STOA_LONG") == "1" ? 50_000 : 5_000;

    private static readonly string?[] Keys =
        ["acme", "acme", "acme-writer", "acme-staging", "acme-limited", "globex", "globex-reader", "initech", "disabled", "stray", "nobody", null];

    private static readonly string[] Methods =
    [
        "tools/call", "tools/call", "tools/call", "tools/call", "tools/call", "tools/call", "tools/list", "prompts/list", "resources/list", "resources/templates/list",
        "prompts/get", "resources/read", "ping", "no/such", "TOOLS/CALL", "completion/complete", "notifications/initialized", "notifications/no/such", "logging/setLevel",
    ];

    private static readonly string[] Tools =
        ["read_sales", "read_stock", "delete_sales", "pay", "pay", "pay", "crm_find", "crm_merge", "staging_reset", "unmarked", "no_such_tool", "Read_Sales", "ｒead_sales", "read_sales "];

    private static readonly string?[] Versions = ["2025-06-18", "2025-11-25", "2025-11-25", "2025-11-25", "2026-07-28", "2026-07-28", "2026-07-28", "2026-07-28", "2024-11-05", "2030-01-01", null];

    [Fact]
    public async Task SameCall_ComesToTheSameDecision_EmbeddedForwardedAndAsked()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}, {Calls} calls");
        await using var upstream = await StandInUpstream.StartBareAsync(mcp => Offer(mcp, governed: false), HttpServerSessionMode.Stateless);
        await using var embedded = await GovernedServer.StartAsync(parts => Declare(parts).Sessions(HttpServerSessionMode.Stateless).Mcp(mcp => Offer(mcp, governed: true)));
        await using var proxy = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => Overlay(Declare(parts)));
        await using var sidecar = await GatewayUnderTest.StartAsync("sidecar", parts => Overlay(Declare(parts)).Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri));
        await sidecar.WhenDiscoveredAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });

        var random = new Random(seed);
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < Calls; i++)
        {
            var call = Next(random);
            var all = await Task.WhenAll(
                ObserveAsync(embedded, () => SendAsync(http, embedded.Url, call)),
                ObserveAsync(proxy.Governed, () => SendAsync(http, proxy.Url, call)),
                ObserveAsync(sidecar.Governed, () => AskAsync(http, sidecar.Url, call)));
            var (inside, before, beside) = (all[0], all[1], all[2]);

            Assert.True(inside.Decision == before.Decision, $"seed {seed}, call {i}: {call}\nembedded:  {inside.Decision}\nforwarded: {before.Decision}");
            Assert.True(inside.Decision == beside.Decision, $"seed {seed}, call {i}: {call}\nembedded: {inside.Decision}\nasked:    {beside.Decision}");
            Assert.True(inside.Answer == before.Answer, $"seed {seed}, call {i}: {call}\nembedded:  {inside.Answer}\nforwarded: {before.Answer}");
            var code = inside.Decision.Split('|')[0];
            seen[code] = seen.GetValueOrDefault(code) + 1;
        }

        output.WriteLine(string.Join(", ", seen.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));

        // The calls were of many kinds, or this says little.
        Assert.Superset(
            new HashSet<string>
            {
                "none", "unauthenticated", "denied", "insufficient_scope", "approval_required", "quota_exceeded", "not_visible", "method_not_found", "invalid_request",
                "invalid_params", "header_mismatch", "unsupported_protocol_version", "parse_error",
            },
            seen.Keys.ToHashSet());
    }

    private static GovernedServerBuilder Declare(GovernedServerBuilder parts) => parts
        .Services(services => services.AddSingleton<TimeProvider>(new FrozenTime()))
        .Tenant("acme-corp", "{ quotas: [{ name: calls, algorithm: fixedWindow, limit: 100000, window: 1h }] }")
        .Tenant("limited", "{ quotas: [{ name: few, algorithm: fixedWindow, limit: 3, window: 1h }] }")
        .Tenant("globex-corp").Tenant("initech").Tenant("disabled", "{ enabled: false }")
        .Grant("acme-corp", "{ tools: ['read_*'], agentEnvironments: [production] }")
        .Grant("acme-corp", "{ tools: [delete_sales], access: [destructive], scopes: ['sales:write'] }")
        .Grant("acme-corp", "{ tools: [pay], access: [read, write, destructive] }")
        .Grant("acme-corp", "{ prompts: [greet], resources: ['notes://a', 'files://*'], operations: ['completion/complete', 'logging/setLevel'] }")
        .Grant("limited", "{ tools: ['read_*'] }")
        .Grant("globex-corp", "{ toolNamespaces: [crm], access: [read, write], environments: [production] }")
        .Grant("globex-corp", "{ prompts: ['*'], resources: ['*'] }")
        .Grant("initech", "{ tools: ['*'], access: [read, write, destructive, unclassified] }")
        .Key("acme", "acme-corp").Key("acme-writer", "acme-corp", key => key with { Scopes = ["sales:write", "crm:merge"] })
        .Key("acme-staging", "acme-corp", key => key with { Environment = "staging" }).Key("acme-limited", "limited")
        .Key("globex", "globex-corp", key => key with { Scopes = ["crm:merge"] }).Key("globex-reader", "globex-corp").Key("initech", "initech")
        .Key("disabled", "disabled").Key("stray", "")
        .Policy("""
            package stoa.custom

            deny contains sprintf("%v is too much", [input.tool.arguments.amount]) if input.tool.arguments.amount > 100

            obligations.approval := "a large payment" if {
                input.tool.name == "pay"
                input.tool.arguments.amount > 80
                input.tool.arguments.amount <= 100
            }

            """);

    private static GovernedServerBuilder Overlay(GovernedServerBuilder parts)
    {
        var entry = 0;
        Metadata("delete_sales", ("Cost", "3"));
        Metadata("crm_find", ("ToolNamespace", "crm"), ("Environment", "production"));
        Metadata("crm_merge", ("ToolNamespace", "crm"), ("Environment", "production"), ("Access", "Write"), ("Scopes:0", "crm:merge"), ("Cost", "5"));
        Metadata("staging_reset", ("ToolNamespace", "crm"), ("Environment", "staging"), ("Access", "Destructive"));
        return parts;

        void Metadata(string tool, params (string Key, string Value)[] said)
        {
            parts.Setting($"Stoa:Gateway:Upstream:Metadata:{entry}:Tools:0", tool);
            foreach (var (key, value) in said)
            {
                parts.Setting($"Stoa:Gateway:Upstream:Metadata:{entry}:{key}", value);
            }

            entry++;
        }
    }

    private static void Offer(IMcpServerBuilder mcp, bool governed)
    {
        mcp.WithTools(
        [
            StandInUpstream.Tool("read_sales", (string region) => region),
            StandInUpstream.Tool("read_stock", (string region) => region),
            governed
                ? StandInUpstream.Tool("delete_sales", [Governed(Cost = 3)] (string region) => region, readOnly: false)
                : StandInUpstream.Tool("delete_sales", (string region) => region, readOnly: false),
            StandInUpstream.Tool("pay", (decimal amount) => amount, readOnly: false),
            governed
                ? StandInUpstream.Tool("crm_find", [Governed(ToolNamespace = "crm", Environment = "production")] (string region) => region)
                : StandInUpstream.Tool("crm_find", (string region) => region),
            governed
                ? StandInUpstream.Tool("crm_merge", [Governed(ToolNamespace = "crm", Environment = "production", Access = ToolAccess.Write, Scopes = ["crm:merge"], Cost = 5)] (string region) => region, readOnly: null)
                : StandInUpstream.Tool("crm_merge", (string region) => region, readOnly: null),
            governed
                ? StandInUpstream.Tool("staging_reset", [Governed(ToolNamespace = "crm", Environment = "staging", Access = ToolAccess.Destructive)] (string region) => region, readOnly: null)
                : StandInUpstream.Tool("staging_reset", (string region) => region, readOnly: null),
            StandInUpstream.Tool("unmarked", (string region) => region, readOnly: null),
        ]);
        mcp.WithPrompts(
        [
            McpServerPrompt.Create(() => "hello", new() { Name = "greet" }),
            McpServerPrompt.Create(() => "bye", new() { Name = "part" }),
        ]);
        mcp.WithResources(
        [
            McpServerResource.Create(() => "a", new() { UriTemplate = "notes://a", Name = "a" }),
            McpServerResource.Create(() => "b", new() { UriTemplate = "notes://b", Name = "b" }),
            McpServerResource.Create((string name) => name, new() { UriTemplate = "files://{name}", Name = "files" }),
        ]);
    }

    private static Sent Next(Random random)
    {
        var (key, method, version) = (Pick(random, Keys), Pick(random, Methods), Pick(random, Versions));
        var name = method switch
        {
            "prompts/get" => Pick(random, ["greet", "part", "no_such_prompt"]),
            "resources/read" => Pick(random, ["notes://a", "notes://b", "notes://c", "files://x", "files://x/y"]),
            _ => Pick(random, Tools),
        };
        var parameters = Parameters(random, method, name);
        if (version == "2026-07-28" && random.Next(12) > 0)
        {
            parameters["_meta"] = new JsonObject
            {
                ["io.modelcontextprotocol/protocolVersion"] = version,
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "c", ["version"] = "1" },
                ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
            };
        }

        var message = new JsonObject { ["jsonrpc"] = "2.0" };
        if (!method.StartsWith("notifications/", StringComparison.Ordinal))
        {
            message["id"] = random.Next(3) switch { 0 => 1, 1 => "one", _ => -7 };
        }

        message["method"] = method;
        message["params"] = parameters;
        return new Sent(key, Mutate(random, message.ToJsonString()), Headers(random, version, method, name));
    }

    private static string Mutate(Random random, string body) => random.Next(60) switch
    {
        0 => body[..^1],
        1 => "[" + body + "]",
        2 => body.Replace("\"params\"", "\"id\":2,\"params\"", StringComparison.Ordinal),
        3 => body.Replace("\"name\"", "\"Name\"", StringComparison.Ordinal),
        4 => body.Replace("\"method\"", "\"result\":{},\"method\"", StringComparison.Ordinal),
        _ => body,
    };

    private static List<(string, string)> Headers(Random random, string? version, string method, string name)
    {
        List<(string, string)> headers = [];
        if (version is not null)
        {
            headers.Add(("MCP-Protocol-Version", version));
        }

        if (version == "2026-07-28" || random.Next(10) == 0)
        {
            headers.Add(("Mcp-Method", random.Next(16) == 0 ? "tools/list" : method));
            if (method is "tools/call" or "prompts/get" or "resources/read")
            {
                var told = random.Next(16) == 0 ? "read_stock" : name;
                headers.Add(("Mcp-Name", told.All(char.IsAscii) && told.Trim() == told ? told : $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(told))}?="));
            }
        }

        return headers;
    }

    private static JsonObject Parameters(Random random, string method, string name) => method switch
    {
        "tools/call" => new JsonObject { ["name"] = name, ["arguments"] = Arguments(random, name) },
        "prompts/get" => new JsonObject { ["name"] = name },
        "resources/read" => new JsonObject { ["uri"] = name },
        "logging/setLevel" => new JsonObject { ["level"] = "info" },
        "completion/complete" => new JsonObject
        {
            ["ref"] = random.Next(2) == 0
                ? new JsonObject { ["type"] = "ref/prompt", ["name"] = Pick(random, ["greet", "part", "no_such"]) }
                : new JsonObject { ["type"] = "ref/resource", ["uri"] = Pick(random, ["files://{name}", "notes://{x}"]) },
            ["argument"] = new JsonObject { ["name"] = "a", ["value"] = "b" },
        },
        _ => [],
    };

    private static JsonObject Arguments(Random random, string name)
    {
        if (name == "pay")
        {
            JsonNode amount = random.Next(3) switch { 0 => random.Next(70, 120), 1 => JsonNode.Parse($"{random.Next(70, 120)}.0")!, _ => random.Next(200) };
            return new JsonObject { [random.Next(8) == 0 ? "Amount" : "amount"] = amount };
        }

        var arguments = new JsonObject { [random.Next(16) == 0 ? "REGION" : "region"] = Pick(random, ["EMEA", "ＡＰＡＣ", "\u202eAMER", ""]) };
        if (random.Next(6) == 0)
        {
            arguments["more"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };
        }

        return arguments;
    }

    // One whole record: an allowed call's comes in two entries.
    private static async Task<Observed> ObserveAsync(GovernedServer server, Func<Task<string>> act)
    {
        server.Trail.Entries.Clear();
        var answer = await act();
        var entry = (await server.Trail.Entries.WaitForAsync(one => one.Kind is AuditEntryKind.Denial or AuditEntryKind.Outcome)).Single();
        var decision = entry.Decision!;
        var call = entry.Call!;
        return new Observed(
            $"{decision.Code.NameOf()}|{decision.Step}|{string.Join(';', decision.Reasons)}|{string.Join(';', decision.MatchedRules)}|{string.Join(';', decision.RequiredScopes)}"
            + $"|{call.MessageKind} {call.Operation} {call.Target}|{call.Caller?.Subject} of {call.Tenant}",
            Comparable(decision, answer).Replace(entry.DecisionId, "DECISION", StringComparison.Ordinal));
    }

    private static string Comparable(GovernanceDecision decision, string answer) =>
        decision is { Step: "edge", Code: GovernanceCode.InvalidParams } ? answer[answer.IndexOf('{', StringComparison.Ordinal)..] : answer;

    private static async Task<string> SendAsync(HttpClient http, Uri url, Sent call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(call.Body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in call.AllHeaders())
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        var reply = await Reply.OfAsync(response);
        string[] told = ["Retry-After", "WWW-Authenticate", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];
        return $"{reply.Status} {reply.ContentType} {string.Join(' ', reply.Messages.Select(message => message.ToJsonString()))} "
            + string.Join(' ', told.Where(reply.Headers.ContainsKey).Select(name => $"{name}: {reply.Headers[name]}")).Replace(url.Authority, "HOST", StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(HttpClient http, Uri url, Sent call)
    {
        var headers = new JsonObject { ["Host"] = url.Authority, ["Content-Type"] = "application/json; charset=utf-8" };
        foreach (var (name, value) in call.AllHeaders())
        {
            headers[name] = value;
        }

        var question = new JsonObject { ["method"] = "POST", ["path"] = "/mcp", ["headers"] = headers, ["body"] = call.Body };
        using var content = new StringContent(question.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(url, "/authz"), content);
        return await response.Content.ReadAsStringAsync();
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private sealed record Observed(string Decision, string Answer);

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

        public override string ToString() => $"{Key} {Body} {string.Join("; ", Headers)}";
    }
}
