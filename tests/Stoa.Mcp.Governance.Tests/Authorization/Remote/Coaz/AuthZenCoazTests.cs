using System.Text.Json;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote.Coaz;

/// <summary>What a decision point is asked under COAZ-MCP, method by method and with declared mappings.</summary>
public sealed class AuthZenCoazTests : IAsyncLifetime
{
    private const string Transfer = """
        {"evaluations": {
          "subject": {"type": "$'admin' in token.roles ? 'staff' : 'identity'", "id": "$token.sub", "properties": {"roles": ["admin"], "email": "root@example", "team": "pay"}},
          "context": {"tenant": "other", "agent": "another", "reason": "$params.arguments.?reason"},
          "evaluations": [
            {"action": {"name": "debit"}, "resource": {"type": "account", "id": "$params.arguments.from"}},
            {"action": {"name": "credit"}, "resource": {"type": "account", "id": "$params.arguments.to"}}
          ]
        }}
        """;

    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("transfer"), Declaring(Transfer)) with
    {
        Arguments = JsonElement.Parse("""{"from": "a-1", "to": "b-2", "x-authzen-mapping": {"evaluation": {}}}"""),
    };

    private readonly AuthZenHost _host = new();

    public Task InitializeAsync() => _host.StartAsync();

    public Task DisposeAsync() => _host.StopAsync();

    [Theory]
    [InlineData("tools/list", GovernedTargetKind.Server, "", "mcp_server", "https://mcp.example")]
    [InlineData("tools/call", GovernedTargetKind.Tool, "t", "tool", "t")]
    [InlineData("resources/list", GovernedTargetKind.Server, "", "mcp_server", "https://mcp.example")]
    [InlineData("resources/read", GovernedTargetKind.Resource, "file:///a", "resource", "file:///a")]
    [InlineData("resources/subscribe", GovernedTargetKind.Resource, "file:///a", "resource", "file:///a")]
    [InlineData("prompts/list", GovernedTargetKind.Server, "", "mcp_server", "https://mcp.example")]
    [InlineData("prompts/get", GovernedTargetKind.Prompt, "p", "prompt", "p")]
    [InlineData("completion/complete", GovernedTargetKind.ResourceTemplate, "file:///{a}", "resource", "file:///{a}")]
    [InlineData("completion/complete", GovernedTargetKind.Prompt, "p", "prompt", "p")]
    [InlineData("logging/setLevel", GovernedTargetKind.Server, "", "mcp_server", "https://mcp.example")]
    [InlineData("tasks/get", GovernedTargetKind.Task, "task-1", "task", "task-1")]
    [InlineData("tasks/list", GovernedTargetKind.Server, "", "mcp_server", "https://mcp.example")]
    public async Task Method_IsAskedAsTheBindingMapsIt_AndNothingBesides(string method, GovernedTargetKind kind, string name, string type, string id)
    {
        var engine = _host.Engine(("Mapping", "CoazAlone"), ("AskVisibility", "false"), ("Resource", "https://mcp.example"));

        Assert.True((await engine.DecideAsync(Given.Input(method, new GovernedTarget(kind, name)) with { Arguments = JsonElement.Parse("""{"a": 1}""") })).Allowed);

        var (path, _, _, question) = Assert.Single(_host.Server.Seen);
        Assert.Equal("/access/v1/evaluation", path);
        Assert.Equal(
            RegoJson.Parse($$$"""{"subject": {"type": "identity", "id": "u"}, "action": {"name": "{{{method}}}"}, "resource": {"type": "{{{type}}}", "id": "{{{id}}}"}, "context": {"agent": "a"} }"""),
            question);
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("notifications/cancelled")]
    public async Task WhatPassesThrough_IsNotAsked(string method)
    {
        var decision = await _host.Engine().DecideAsync(Given.Input(method, new GovernedTarget(GovernedTargetKind.Server, "")));

        Assert.True(decision.Allowed);
        Assert.Equal(0, _host.Server.Requests);
    }

    [Theory]
    [InlineData("""{"aud": "https://one.example"}""", "https://one.example")]
    [InlineData("""{"aud": ["https://one.example"]}""", "https://one.example")]
    [InlineData("""{"aud": ["https://one.example", "https://two.example"]}""", null)]
    [InlineData("""{}""", null)]
    public async Task Server_IsTheOneThatTheTokenIsFor_OrNoQuestionIsAsked(string claims, string? id)
    {
        var input = Given.Input("tools/list", new GovernedTarget(GovernedTargetKind.Server, ""));
        input = input with { Caller = With(input.Caller, claims) };
        var engine = _host.Engine(("AskVisibility", "false"));

        var error = await Record.ExceptionAsync(async () => await engine.DecideAsync(input, CancellationToken.None));

        Assert.Equal(id is null ? typeof(PolicyFault) : null, error?.GetType());
        Assert.Equal(id, _host.Server.Seen.Select(seen => Text(seen.Body, "resource", "id")).SingleOrDefault());
    }

    [Fact]
    public async Task DeclaredMapping_IsWhatIsAsked_AndAllHaveToSayYes()
    {
        var engine = _host.Engine();
        Assert.True((await engine.DecideAsync(Call)).Allowed);
        var asked = (RegoArray)Assert.Single(_host.Server.Seen).Body.Find("evaluations")!;
        _host.Denied = "credit";

        var denied = await engine.DecideAsync(Call);

        Assert.Equal(["see", "debit", "credit"], asked.Select(question => Text(question, "action", "name")));
        Assert.Equal(["transfer", "a-1", "b-2"], asked.Select(question => Text(question, "resource", "id")));
        Assert.Equal((true, false, true, "no to credit"), (denied.Visible, denied.Allowed, denied.ByArguments, Assert.Single(denied.Reasons)));
    }

    // What a policy reads of the caller is the engine's own, whatever the mapping says; what is the mapping's own stays.
    [Fact]
    public async Task DeclaredMapping_CannotSayWhoCalls()
    {
        await _host.Engine(("AskVisibility", "false")).DecideAsync(Call);

        var question = (RegoObject)((RegoArray)Assert.Single(_host.Server.Seen).Body.Find("evaluations")!)[0];
        Assert.Equal(("u", "acme", "a"), (Text(question, "subject", "id"), Text(question, "context", "tenant"), Text(question, "context", "agent")));
        var properties = (RegoObject)((RegoObject)question.Find("subject")!).Find("properties")!;
        Assert.Equal(("[]", "\"pay\""), (properties.Find("roles")!.ToJson(), properties.Find("team")!.ToJson()));
        Assert.Null(properties.Find("email"));
        Assert.Null(((RegoObject)question.Find("context")!).Find("arguments"));
    }

    [Theory]
    [InlineData("""{"evaluation": {"subject": {"id": "root"}, "action": {"name": "a"}, "resource": {"type": "t", "id": "x"}}}""")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "t", "id": "$params.arguments.missing"}}}""")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "t", "id": "$params.arguments.from.matches('a')"}}}""")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public async Task Mapping_ThatGivesNoQuestion_IsAFault_AndNothingIsAsked(string mapping)
    {
        var engine = _host.Engine();
        var call = Call with { Metadata = Declaring(mapping) };

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(call, CancellationToken.None));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(call, CancellationToken.None));
        Assert.Equal(0, _host.Server.Requests);
        Assert.Equal([true], await engine.FilterVisibleAsync([call], CancellationToken.None));
    }

    [Fact]
    public async Task OperatorsMapping_StandsAboveTheTools()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "mappings.json");
        await File.WriteAllTextAsync(file, """{"transfer": {"evaluation": {"action": {"name": "mine"}, "resource": {"type": "t", "id": "$params.name"}}}}""");
        var engine = _host.Engine(("MappingsFile", file), ("AskVisibility", "false"));

        await engine.DecideAsync(Call);
        await engine.DecideAsync(Call with { Operation = "tasks/get" });

        Assert.Equal(["mine", "tasks/get"], _host.Server.Seen.Select(seen => Text(seen.Body, "action", "name")));
    }

    [Fact]
    public async Task WithoutVisibility_AllIsShown_AndADenialHidesNothing()
    {
        var engine = _host.Engine(("AskVisibility", "false"));
        _host.Denied = "tools/call";

        var decision = await engine.DecideAsync(Call with { Metadata = Given.Read() });

        Assert.Equal((true, false), (decision.Visible, decision.Allowed));
        Assert.Equal([true, true], await engine.FilterVisibleAsync([Call, Call], CancellationToken.None));
    }

    private static TargetMetadata Declaring(string mapping) => Given.Read() with { AuthZenMapping = JsonElement.Parse(mapping) };

    private static Caller With(Caller caller, string claims) => new()
    {
        Subject = caller.Subject,
        Scheme = caller.Scheme,
        Agent = caller.Agent,
        Principal = caller.Principal,
        Issuer = caller.Issuer,
        Claims = JsonElement.Parse(claims),
    };

    private static string Text(RegoValue question, string part, string member) => ((RegoString)((RegoObject)((RegoObject)question).Find(part)!).Find(member)!).Value;
}
