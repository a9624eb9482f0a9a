using System.Net.Http.Headers;
using System.Text;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract against OPA's Data API: a double of it, and for the policies a real server where <c>OPA_URL</c> names one.</summary>
public sealed class OpaServerEngineTests : RemoteEngineContract
{
    private protected override string Section => "OpaServer";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"result": {}}""")]
    [InlineData("""{"result": {"allow": true}}""")]
    [InlineData("""{"result": {"allow": false, "visible": false}}""")]
    [InlineData("""{"result": {"visible": false, "allow": true}}""")]
    [InlineData("""{"allow": true, "visible": true}""")]
    public async Task WhatIsUndefinedOrFalse_IsHidden(string answer)
    {
        var decision = await Answering(answer).DecideAsync(Call, CancellationToken.None);

        Assert.Equal((false, false), (decision.Visible, decision.Allowed));
        Assert.NotEmpty(decision.Reasons);
    }

    [Theory]
    [InlineData("""{"result": true}""")]
    [InlineData("""{"result": [{"allow": true, "visible": true}]}""")]
    [InlineData("""{"result": null}""")]
    [InlineData("""{"result": {"allow": true, "visible": true, "deny": {}}}""")]
    [InlineData("""{"result": {"allow": true, "visible": true, "deny": null}}""")]
    [InlineData("""{"result": {"allow": "true", "visible": true}}""")]
    [InlineData("""{"result": {"allow": true, "visible": null}}""")]
    public async Task WhatHasAnotherType_IsAFault(string answer)
    {
        var engine = Answering(answer);

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
    }

    [Fact]
    public async Task Package_IsOneQuestion_UnlessTheArgumentsMayBeWhy()
    {
        await (await DoubleAsync("allow := true\nvisible := true")).DecideAsync(Call);
        Assert.Equal("/v1/data/stoa/authz", Assert.Single(Server.Seen).Path);
        Assert.Equal(PolicyDocument.Build(Call).ToJson(), Server.Seen[0].Body.Find("input")!.ToJson());

        await (await DoubleAsync("allow := true\nvisible := true\ndeny contains \"no\"")).DecideAsync(Call with { Arguments = default });
        Assert.Equal(2, Server.Requests);

        await (await DoubleAsync("allow := true\nvisible := true\ndeny contains \"no\"")).DecideAsync(Call);
        Assert.Equal(4, Server.Requests);
    }

    [Fact]
    public async Task Provenance_IsTheRevision_AndTheDecisionIdARule()
    {
        var decision = await Answering("""
            {"result": {"allow": true, "visible": true, "matched": ["r"]}, "decision_id": "d-1", "provenance": {"version": "1", "bundles": {"b": {"revision": "2"}, "a": {"revision": "1"}}}}
            """).DecideAsync(Call);

        Assert.Equal("opa+a=1+b=2", decision.Revision);
        Assert.Equal(["r", "opa-decision/d-1"], decision.MatchedRules);
    }

    [Fact]
    public async Task WithoutVisible_WhatIsAllowedWithoutArguments_IsVisible()
    {
        var engine = await DoubleAsync(
            "allow if input.resource.id == \"transfer\"\nallow if { input.resource.id == \"b\"; input.context.arguments.amount == 250 }\ndeny contains \"much\" if input.context.arguments.amount == 251",
            ("HasVisible", "false"));
        PolicyInput[] inputs = [.. new[] { "transfer", "b", "c" }.Select(name => Call with { Target = Given.Tool(name) })];

        Assert.Equal([true, false, false], await engine.FilterVisibleAsync(inputs, CancellationToken.None));
        Assert.True((await engine.DecideAsync(inputs[0])).Allowed);
        Assert.True((await engine.DecideAsync(inputs[1])).Allowed);
        Assert.False((await engine.DecideAsync(inputs[2])).Visible);
    }

    [Fact]
    public async Task Batch_IsOneQuestion()
    {
        var engine = await DoubleAsync("visible if input.resource.id in {\"a\", \"b\"}\nallow := false", ("VisibleBatchPath", "stoa/batch/visible"));
        PolicyInput[] inputs = [.. new[] { "a", "c", "b" }.Select(name => Call with { Target = Given.Tool(name) })];

        Assert.Equal([true, false, true], await engine.FilterVisibleAsync(inputs, CancellationToken.None));
        Assert.Equal("/v1/data/stoa/batch/visible", Assert.Single(Server.Seen).Path);
    }

    [Fact]
    public void BatchOfThePage_AnswersEachInItsPlace()
    {
        var page = Repository.Read("docs/policy-engines.md");
        var module = page.Split("```rego")[1].Split("```")[0];
        var policy = new RegoCompiler()
            .AddModule("batch.rego", module)
            .AddModule("authz.rego", "package stoa.authz\n\nvisible if input.resource.id == \"a\"")
            .Compile();

        var answer = Evaluate(policy, "data.stoa.batch.visible", RegoJson.Parse("""{"inputs": [{"resource": {"id": "b"}}, {"resource": {"id": "a"}}, {}]}"""));

        Assert.Equal("[false,true,false]", answer!.ToJson());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"result": [true]}""")]
    [InlineData("""{"result": [true, true, true]}""")]
    [InlineData("""{"result": [true, 1]}""")]
    [InlineData("""{"result": [true, null]}""")]
    [InlineData("""{"result": {"0": true, "1": true}}""")]
    [InlineData("""{"result": true}""")]
    public async Task Batch_ThatIsNoListOfAsManyBooleans_IsAFault(string answer)
    {
        var engine = Answering(answer, ("VisibleBatchPath", "stoa/batch/visible"));

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.FilterVisibleAsync([Call, Call], CancellationToken.None));
    }

    [Fact]
    public async Task Question_IsPackedOnRequest()
    {
        var engine = await DoubleAsync("allow if input.context.arguments.text\nvisible := true", ("Compress", "true"));

        var decision = await engine.DecideAsync(Call with { Arguments = System.Text.Json.JsonElement.Parse($$"""{"text": "{{new string('x', 5000)}}"}""") });

        Assert.True(decision.Allowed);
        Assert.Equal("gzip", Assert.Single(Server.Seen).Encoding);
    }

    protected override async Task<IPolicyEngine> EngineAsync(string rules)
    {
        if (Environment.GetEnvironmentVariable("OPA_URL") is not { Length: > 0 } url)
        {
            return await base.EngineAsync(rules);
        }

        using var http = new HttpClient();
        using var module = new StringContent($"package stoa.authz\n\n{rules}", Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
        (await http.PutAsync(new Uri($"{url.TrimEnd('/')}/v1/policies/stoa-contract"), module)).EnsureSuccessStatusCode();
        return Engine(("Url", url));
    }

    private protected override RegoObject? AnswerOf(RegoPolicy policy, string path, RegoObject question)
    {
        try
        {
            var input = question.Find("input")!;
            var result = path.EndsWith("/batch/visible", StringComparison.Ordinal)
                ? RegoArray.Of(((RegoArray)((RegoObject)input).Find("inputs")!).Select(one => Evaluate(policy, "data.stoa.authz.visible", one) ?? RegoBoolean.False))
                : Evaluate(policy, path.Replace("/v1/data/", "data/", StringComparison.Ordinal).Replace('/', '.'), input);
            return result is null ? RegoObject.Empty : RegoObject.Of(("result", result));
        }
        catch (Exception error) when (error is RegoException or InvalidOperationException)
        {
            return null;
        }
    }

    private IPolicyEngine Answering(string answer, params (string Key, string Value)[] settings)
    {
        Server.Answer = (_, _) => (RegoObject)RegoJson.Parse(answer);
        return Engine([("Url", Server.Url), .. settings]);
    }
}
