using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Sealing;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Clients;

/// <summary>
/// What a caller may not see is answered as what does not exist: the whole HTTP response, byte for byte. Names that are compared
/// have the same length, so that even chunk sizes must agree.
/// </summary>
public class HiddenEqualsUnknownTests
{
    private const int QuotaLimit = 5;

    public static TheoryData<Dialect> Dialects => [.. Enum.GetValues<Dialect>()];

    /// <summary>Names that a grant does not reach, then names that its pattern reaches and its environment does not.</summary>
    public static TheoryData<Dialect, string, string, string> Names
    {
        get
        {
            var data = new TheoryData<Dialect, string, string, string>();
            foreach (var dialect in Enum.GetValues<Dialect>())
            {
                foreach (var (operation, hidden, unknown) in NamePairs.Where(pair => dialect != Dialect.Modern || pair.Operation != "resources/subscribe"))
                {
                    data.Add(dialect, operation, hidden, unknown);
                }
            }

            return data;
        }
    }

    private static IEnumerable<(string Operation, string Hidden, string Unknown)> NamePairs =>
    [
        ("tools/call", "crm_hidden", "crm_absent"), // no grant names either: both are answered at the edge
        ("tools/call", "open_elsewhere", "open_nothing01"), // a pattern names both: both are answered at the gate
        ("tools/call", "crm_hidden", "open_nobdy"), // one at the edge, one at the gate
        ("prompts/get", "crm_hidden", "crm_absent"),
        ("prompts/get", "open_elsewhere", "open_nothing01"),
        ("prompts/get", "crm_hidden", "open_nobdy"),
        ("resources/read", "crm://hidden", "crm://absent"),
        ("resources/read", "open://elsewhere", "open://nothing01"),
        ("resources/read", "crm://item/12", "crm://none/12"),
        ("resources/read", "crm://hidden", "open://nobdy"),
        ("resources/subscribe", "crm://hidden", "crm://absent"),
        ("resources/subscribe", "open://elsewhere", "open://nothing01"),
        ("completion prompt", "crm_hidden", "crm_absent"),
        ("completion prompt", "open_elsewhere", "open_nothing01"),
        ("completion resource", "crm://item/{id}", "crm://none/{id}"),
        ("completion resource", "crm://hidden", "crm://absent"),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Response_ToAHiddenName_IsThatToAnUnknownOne(Dialect dialect, string operation, string hidden, string unknown)
    {
        await using var server = await StartAsync(dialect);
        var client = await RawMcp.ConnectAsync(server, dialect, "acme");

        var ofHidden = await AskAsync(client, operation, hidden);
        var ofUnknown = await AskAsync(client, operation, unknown);

        Assert.Contains(hidden, ofHidden, StringComparison.Ordinal);
        Assert.Equal(ofUnknown.Replace(unknown, "N", StringComparison.Ordinal), ofHidden.Replace(hidden, "N", StringComparison.Ordinal));
        var code = RawMcp.MessageOf(ofHidden).GetProperty("error").GetProperty("code").GetInt32();
        var isLegacyResource = dialect != Dialect.Modern && operation.Contains("resource", StringComparison.Ordinal);
        Assert.Equal(isLegacyResource ? -32002 : -32602, code);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Response_ToAHiddenName_IsThatToAnUnknownOne_WhenTheQuotaIsUsedUp(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        var client = await RawMcp.ConnectAsync(server, dialect, "acme");
        var answer = "";
        for (var calls = 0; calls <= QuotaLimit; calls++)
        {
            answer = await AskAsync(client, "tools/call", "open_granted");
        }

        Assert.Contains("4290", answer, StringComparison.Ordinal);

        foreach (var (operation, hidden, unknown) in new[] { ("tools/call", "crm_hidden", "crm_absent"), ("tools/call", "open_elsewhere", "open_nothing01") })
        {
            var ofHidden = WithoutDecision(await AskAsync(client, operation, hidden));
            var ofUnknown = WithoutDecision(await AskAsync(client, operation, unknown));

            Assert.Equal(ofUnknown.Replace(unknown, "N", StringComparison.Ordinal), ofHidden.Replace(hidden, "N", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("tools/call", "open_elsewhere", "open_nothing01")]
    [InlineData("tools/call", "crm_hidden", "crm_absent")]
    [InlineData("resources/read", "open://elsewhere", "open://nothing01")]
    public async Task Response_ToAHiddenName_IsThatToAnUnknownOne_OutsideASession(string operation, string hidden, string unknown)
    {
        await using var server = await StartAsync(Dialect.Session);
        var inSession = await RawMcp.ConnectAsync(server, Dialect.Session, "acme");

        foreach (var client in new[] { inSession.InSession(null), inSession.InSession("never") })
        {
            var ofHidden = await AskAsync(client, operation, hidden);
            var ofUnknown = await AskAsync(client, operation, unknown);

            Assert.Equal(ofUnknown.Replace(unknown, "N", StringComparison.Ordinal), ofHidden.Replace(hidden, "N", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Quota_AfterAHiddenName_IsThatAfterAnUnknownOne(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        var client = await RawMcp.ConnectAsync(server, dialect, "acme");

        var before = Remaining(await AskAsync(client, "tools/call", "open_granted"));
        foreach (var name in new[] { "open_elsewhere", "open_nothing01", "crm_hidden", "crm_absent" })
        {
            await AskAsync(client, "tools/call", name);
        }

        foreach (var uri in new[] { "open://elsewhere", "open://nothing01", "crm://hidden", "crm://absent" })
        {
            await AskAsync(client, "resources/read", uri);
        }

        var after = Remaining(await AskAsync(client, "tools/call", "open_granted"));

        Assert.Equal(before - 1, after);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Response_ToAParameterHeaderOfAHiddenTool_IsThatToAnUnknownOne(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        var client = await RawMcp.ConnectAsync(server, dialect, "acme");

        // The hidden tool repeats this argument in a header, and the request does not.
        var ofHidden = await CallAsync(client, "open_elsewhere", new JsonObject { ["region"] = "EMEA" });
        var ofUnknown = await CallAsync(client, "open_nothing01", new JsonObject { ["region"] = "EMEA" });

        Assert.Equal(ofUnknown.Replace("open_nothing01", "N", StringComparison.Ordinal), ofHidden.Replace("open_elsewhere", "N", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Dialect.Stateless, "tasks/get")]
    [InlineData(Dialect.Stateless, "tasks/cancel")]
    [InlineData(Dialect.Stateless, "tasks/result")]
    [InlineData(Dialect.Session, "tasks/get")]
    [InlineData(Dialect.Modern, "tasks/get")]
    [InlineData(Dialect.Modern, "tasks/update")]
    public async Task Response_ToAnothersTask_IsThatToATaskThatNeverWas(Dialect dialect, string method)
    {
        await using var server = await StartAsync(dialect);
        var acme = await RawMcp.ConnectAsync(server, dialect, "acme");
        var globex = await RawMcp.ConnectAsync(server, dialect, "globex");
        await AskAsync(globex, "tools/call", "open_granted");
        var opened = server.Trail.Entries.All.Last(entry => entry.Call?.Caller?.Subject == "globex").Call!;
        var theirs = server.Services.GetRequiredService<TaskHandles>().Bind(opened.Caller!, opened.Tenant!, "task-1");
        var never = $"{theirs[..^22]}{new string('A', 22)}";

        var ofTheirs = await acme.SendAsync(method, new JsonObject { ["taskId"] = theirs }, theirs);
        var ofNone = await acme.SendAsync(method, new JsonObject { ["taskId"] = never }, never);

        Assert.Contains(theirs, ofTheirs, StringComparison.Ordinal);
        Assert.Equal(ofNone.Replace(never, "T", StringComparison.Ordinal), ofTheirs.Replace(theirs, "T", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Response_InAnothersSession_IsThatInASessionThatNeverWas(string httpMethod)
    {
        await using var server = await StartAsync(Dialect.Session);
        var globex = await RawMcp.ConnectAsync(server, Dialect.Session, "globex");
        var acme = await RawMcp.ConnectAsync(server, Dialect.Session, "acme");
        var never = new string('A', globex.Session!.Length);

        var inTheirs = await Send(acme.InSession(globex.Session));
        var inNone = await Send(acme.InSession(never));

        Assert.StartsWith("HTTP/1.1 404 ", inTheirs, StringComparison.Ordinal);
        Assert.Equal(inNone, inTheirs);
        Assert.Contains("granted", await AskAsync(globex, "tools/call", "open_granted"), StringComparison.Ordinal);

        Task<string> Send(RawMcp client) => httpMethod == "POST" ? AskAsync(client, "tools/call", "open_granted") : client.SendAsync(httpMethod);
    }

    private static int Remaining(string answer) => int.Parse(
        answer.Split("\r\n").Single(line => line.StartsWith("X-RateLimit-Remaining: ", StringComparison.Ordinal))["X-RateLimit-Remaining: ".Length..],
        CultureInfo.InvariantCulture);

    private static Task<GovernedServer> StartAsync(Dialect dialect) => GovernedServer.StartAsync(parts => parts
        .Sessions(RawMcp.HostingFor(dialect))
        .Services(services => services.AddSingleton<TimeProvider>(new FrozenTime()))
        .Tenant("acme", $"{{ quotas: [{{ name: calls, algorithm: slidingWindow, limit: {QuotaLimit}, window: 1m }}] }}")
        .Grant("acme", "{ tools: ['open_*'], prompts: ['open_*'], resources: ['open://*'], environments: [production] }")
        .Key("acme", "acme")
        .Tenant("globex")
        .Grant("globex", "{ tools: ['*'], prompts: ['*'], resources: ['*'] }")
        .Key("globex", "globex")
        .Tool("open_granted", () => "granted")
        .Tool("open_elsewhere", [Governed(Environment = "staging")] ([McpHeader("Region")] string region) => region)
        .Tool("crm_hidden", () => "hidden")
        .Prompt("open_elsewhere", [Governed(Environment = "staging")] () => "hidden")
        .Prompt("crm_hidden", () => "hidden")
        .Resource("open://elsewhere", [Governed(Environment = "staging")] () => "hidden")
        .Resource("crm://hidden", () => "hidden")
        .Resource("crm://item/{id}", (string id) => id)
        .Mcp(mcp => mcp
            .WithCompleteHandler((_, _) => ValueTask.FromResult(new CompleteResult()))));

    private static Task<string> AskAsync(RawMcp client, string operation, string name) => operation switch
    {
        "tools/call" => CallAsync(client, name, []),
        "prompts/get" => client.SendAsync("prompts/get", new JsonObject { ["name"] = name }, name),
        "resources/read" => client.SendAsync("resources/read", new JsonObject { ["uri"] = name }, name),
        "resources/subscribe" => client.SendAsync("resources/subscribe", new JsonObject { ["uri"] = name }),
        "completion prompt" => CompleteAsync(client, new JsonObject { ["type"] = "ref/prompt", ["name"] = name }),
        "completion resource" => CompleteAsync(client, new JsonObject { ["type"] = "ref/resource", ["uri"] = name }),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    private static Task<string> CallAsync(RawMcp client, string name, JsonObject arguments) =>
        client.SendAsync("tools/call", new JsonObject { ["name"] = name, ["arguments"] = arguments }, name);

    private static Task<string> CompleteAsync(RawMcp client, JsonObject reference) => client.SendAsync(
        "completion/complete",
        new JsonObject { ["ref"] = reference, ["argument"] = new JsonObject { ["name"] = "id", ["value"] = "1" } });

    // A denial by quota names its own decision, which no two calls share.
    private static string WithoutDecision(string answer) =>
        Regex.Replace(answer, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "decision");
}
