using Stoa.Mcp.Governance.Authorization;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract against a double of an AuthZEN decision point that decides by the same rules.</summary>
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
        Assert.All(["subject", "action", "resource", "context"], part => Assert.Equal(document.Find(part)!.ToJson(), questions[1].Find(part)!.ToJson()));
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

    private protected override RegoObject? AnswerOf(RegoPolicy policy, string path, RegoObject question)
    {
        try
        {
            return question.Find("evaluations") is RegoArray questions
                ? RegoObject.Of(("evaluations", RegoArray.Of(questions.Select(one => (RegoValue)DecisionOf(policy, (RegoObject)one)))))
                : DecisionOf(policy, question);
        }
        catch (Exception error) when (error is RegoException or InvalidOperationException)
        {
            return null;
        }
    }

    private static RegoObject DecisionOf(RegoPolicy policy, RegoObject question)
    {
        if (((RegoObject)question.Find("action")!).Find("name") is RegoString { Value: "see" })
        {
            return RegoObject.Of(("decision", Evaluate(policy, "data.stoa.authz.visible", question) ?? RegoBoolean.False));
        }

        var package = (RegoObject)Evaluate(policy, "data.stoa.authz", question)!;
        RegoValue[] denials = package.Find("deny") switch
        {
            null => [],
            RegoSet set => [.. set],
            RegoArray array => [.. array],
            _ => throw new InvalidOperationException("deny is no set"),
        };
        var allow = package.Find("allow") ?? RegoBoolean.False;
        RegoValue[] names = ["missing_scopes", "required_scopes", "obligations"];
        var context = RegoObject.Of(
            [.. names.Where(name => package.Find(name) is not null).Select(name => (name, package.Find(name)!)), ((RegoValue)"reason_admin", (RegoValue)RegoArray.Of(denials))]);
        return RegoObject.Of(("decision", denials.Length > 0 ? RegoBoolean.False : allow), ("context", context));
    }

    private IPolicyEngine Answering(string answer)
    {
        Server.Answer = (_, _) => (RegoObject)RegoJson.Parse(answer);
        return Engine(("Url", Server.Url));
    }
}
