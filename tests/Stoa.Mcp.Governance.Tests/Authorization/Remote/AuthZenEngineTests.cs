using Stoa.Mcp.Governance.Authorization;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract, with questions as COAZ-MCP makes them by default.</summary>
public sealed class AuthZenEngineTests : RemoteEngineContract
{
    private protected override string Section => "AuthZen";

    [Fact]
    public async Task Call_IsTwoQuestionsInOneRequest()
    {
        await (await DoubleAsync("allow := true\nvisible := true")).DecideAsync(Call);

        var (path, _, _, body) = Assert.Single(Server.Seen);
        var document = PolicyDocument.Build(Call);
        var questions = ((RegoArray)body.Find("evaluations")!).Cast<RegoObject>().ToArray();
        Assert.Equal("/access/v1/evaluations", path);
        Assert.Equal("""{"evaluations_semantic":"execute_all"}""", body.Find("options")!.ToJson());
        Assert.Equal("""{"name":"see","properties":{"operation":"tools/call"}}""", questions[0].Find("action")!.ToJson());
        Assert.Null(((RegoObject)questions[0].Find("context")!).Find("arguments"));
        Assert.All(["action", "resource"], part => Assert.Equal(document.Find(part)!.ToJson(), questions[1].Find(part)!.ToJson()));
        Assert.Equal("""{"id":"u","type":"identity"}""", Without(questions[1].Find("subject")!, "properties"));
        Assert.Equal(
            """{"agent":"a","agent_environment":"production","arguments":{"amount":250},"environment":"production","server":"server","tenant":"acme"}""",
            Without(questions[1].Find("context")!, "time", "transport", "untrusted"));
    }

    [Fact]
    public async Task WithoutBatch_EachIsAskedByItself()
    {
        var engine = await DoubleAsync("visible if input.resource.id in {\"transfer\", \"b\"}\nallow := true", ("Batch", "false"), ("EvaluationPath", "/pdp/one"));
        PolicyInput[] inputs = [.. new[] { "transfer", "c", "b" }.Select(name => Call with { Target = Given.Tool(name) })];

        Assert.True((await engine.DecideAsync(Call)).Allowed);
        Assert.Equal([true, false, true], await engine.FilterVisibleAsync(inputs, CancellationToken.None));
        Assert.Equal(5, Server.Requests);
        Assert.All(Server.Seen, seen => Assert.Equal("/pdp/one", seen.Path));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"decision": true}""")]
    [InlineData("""{"evaluations": []}""")]
    [InlineData("""{"evaluations": [{"decision": true}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {"decision": true}, {"decision": true}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, true]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {"decision": "true"}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {"decision": 1}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {"decision": null}]}""")]
    [InlineData("""{"evaluations": [{"decision": null}, {"decision": true}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {"decision": true, "context": "x"}]}""")]
    [InlineData("""{"evaluations": [{"decision": true}, {"decision": false, "context": {"error": {"status": 404, "message": "no such resource"}}}]}""")]
    [InlineData("""{"evaluations": {"0": {"decision": true}, "1": {"decision": true}}}""")]
    public async Task WhatIsNoDecision_IsAFault(string answer)
    {
        var engine = Answering(answer);

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.FilterVisibleAsync([Call, Call], CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"reason_admin": {"en": "limit of policy 7"}, "reason_user": {"en": "no"}}""", "limit of policy 7")]
    [InlineData("""{"reason_admin": "limit"}""", "limit")]
    [InlineData("""{"reason_user": {"403": "not yours"}}""", "not yours")]
    public async Task Reasons_AreTheAdministratorsFirst(string context, string reason)
    {
        var decision = await Answering($$"""{"evaluations": [{"decision": true}, {"decision": false, "context": {{context}}}]}""").DecideAsync(Call with { Arguments = default });

        Assert.Equal((true, false, reason), (decision.Visible, decision.Allowed, Assert.Single(decision.Reasons)));
    }

    private protected override RegoObject? AnswerOf(RegoPolicy policy, string path, RegoObject question) => AuthZenDouble.AnswerOf(policy, question);

    private static string Without(RegoValue value, params string[] names) =>
        RegoObject.Of([.. ((RegoObject)value).Where(member => !names.Contains(((RegoString)member.Key).Value)).Select(member => (member.Key, member.Value))]).ToJson();

    private IPolicyEngine Answering(string answer)
    {
        Server.Answer = (_, _) => (RegoObject)RegoJson.Parse(answer);
        return Engine(("Url", Server.Url));
    }
}
