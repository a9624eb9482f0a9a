using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>What is done to a result before it leaves: lists filtered, fields redacted, hints for caches made private.</summary>
public sealed class ShapedResultTests(ITestOutputHelper output)
{
    private const string Redact = "package stoa.custom\n\nobligations.redact.result := {\"email\"} if input.tool.name == \"read\"\n";

    [Theory]
    [InlineData(Revisions.Modern, false)]
    [InlineData(Revisions.Modern, true)]
    [InlineData(Revisions.Legacy, false)]
    [InlineData(Revisions.Legacy, true)]
    public async Task List_HoldsWhatItsCallerSees(string revision, bool streams)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Tools.Add("""{"name":"globex_find","inputSchema":{"type":"object"},"x":{"deep":[1.0]}}""");
            one.Tools.Add("""{"name":"","inputSchema":{"type":"object"}}""");
            one.Overrides = request => streams && request.Operation == "tools/list" && request.Message!["id"]!.GetValueKind() == System.Text.Json.JsonValueKind.String;
            one.Script = async call =>
            {
                await call.BeginEventsAsync();
                await call.EventAsync(call.Result($$"""{"tools":[{{string.Join(',', one.Tools)}}],"resultType":"complete","ttlMs":60000,"cacheScope":"public"}"""));
            };
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var bobs = await gateway.PostAsync("tools/list", key: ProbeKeys.Bob, revision: revision);
        var alices = await gateway.PostAsync("tools/list", revision: revision);
        var nils = await gateway.PostAsync("tools/list", key: ProbeKeys.Nil, revision: revision);

        Assert.Equal("""[{"name":"globex_find","inputSchema":{"type":"object"},"x":{"deep":[1.0]}}]""", bobs.Result["tools"]!.ToJsonString());
        Assert.Equal(["read", "write", "globex_find"], alices.Result["tools"]!.AsArray().Select(tool => (string)tool!["name"]!));
        Assert.Empty(nils.Result["tools"]!.AsArray());
    }

    /// <summary>Scorecard 13: filtered for its caller, whatever the upstream says of caches.</summary>
    [Trait("Threat", "T16")]
    [Fact]
    public async Task Lists_ArePrivate_AndEachCallersOwn()
    {
        const int Lists = 1_000;
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Tools.Clear();
            one.Tools.AddRange(Enumerable.Range(0, 20).Select(i => $$$"""{"name":"t{{{i % 10}}}_{{{i}}}","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}"""));
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts =>
        {
            for (var i = 0; i < 10; i++)
            {
                parts.Tenant($"tenant{i}").Grant($"tenant{i}", $"{{ tools: ['t{i}_*'] }}").Key($"caller{i}", $"tenant{i}");
            }
        });

        var problems = 0;
        await Parallel.ForAsync(0, Lists, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var reply = await gateway.PostAsync("tools/list", key: $"caller{i % 10}");
            var isRight = reply.Result["tools"]!.AsArray().All(tool => ((string)tool!["name"]!).StartsWith($"t{i % 10}_", StringComparison.Ordinal))
                && reply.Result["tools"]!.AsArray().Count == 2
                && (string)reply.Result["cacheScope"]! == "private"
                && (long)reply.Result["ttlMs"]! <= 60_000;
            Interlocked.Add(ref problems, isRight ? 0 : 1);
        });

        output.WriteLine($"{Lists} lists, {problems} wrong");
        Assert.Equal(0, problems);
    }

    [Theory]
    [InlineData("""{"cacheScope":"public","ttlMs":1e300,"tools":[]}""")]
    [InlineData("""{"cacheScope":["public"],"ttlMs":"long","tools":[]}""")]
    [InlineData("""{"tools":[]}""")]
    public async Task CacheHints_ArePrivateAndShort(string result)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        upstream.Script = call => call.JsonAsync(call.Result(result));
        upstream.Overrides = request => request.Operation == "tools/list";

        var reply = await gateway.PostAsync("tools/list");

        Assert.Equal("private", (string)reply.Result["cacheScope"]!);
        Assert.True(reply.Result["ttlMs"] is null || (double)reply.Result["ttlMs"]! <= 24 * 3600 * 1000d, reply.Text);
    }

    public static TheoryData<bool, string, string> Redacted => new()
    {
        { false, """{"content":[{"type":"text","text":"{\"email\":\"ada@acme.example\"}"}],"structuredContent":{"email":"ada@acme.example","name":"Ada"}}""", "" },
        { true, """{"content":[{"type":"text","text":"{\"email\":\"ada@acme.example\"}"}],"structuredContent":{"email":"ada@acme.example","name":"Ada"}}""", "" },
        { false, "", """{"code":-32000,"message":"Ada","data":{"email":"ada@acme.example","name":"Ada"}}""" },
        { true, "", """{"code":-32000,"message":"Ada","data":{"email":"ada@acme.example","name":"Ada"}}""" },
    };

    [Theory]
    [MemberData(nameof(Redacted))]
    public async Task RedactedField_DoesNotLeave(bool streams, string result, string error)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            var answer = result.Length > 0 ? call.Result(result) : call.Error(error);
            if (!streams)
            {
                await call.JsonAsync(answer);
                return;
            }

            await call.BeginEventsAsync();
            await call.EventAsync(answer);
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Policy(Redact));

        var redacted = await gateway.CallAsync("read");
        var plain = await gateway.CallAsync("write");

        Assert.DoesNotContain("ada@acme", redacted.Text, StringComparison.Ordinal);
        Assert.Contains("Ada", redacted.Text, StringComparison.Ordinal);
        Assert.Equal("1", (string)redacted.Answer["id"]!);
        Assert.Contains("ada@acme", plain.Text, StringComparison.Ordinal);
    }

    /// <summary>A result that says something twice could be read past the redaction.</summary>
    [Fact]
    public async Task RedactedField_ThatStandsTwice_IsNoAnswer()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => call.JsonAsync(call.Result("""{"content":[],"structuredContent":{"a":{"email":"x@y","e\u006dail":"x@y"}}}""")));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Policy(Redact));

        var reply = await gateway.CallAsync("read");

        Assert.Equal(5020, reply.ErrorCode);
        Assert.Equal(CallOutcome.ProtocolError, (await gateway.NextRecordAsync(0)).Last.Outcome);
    }
}
