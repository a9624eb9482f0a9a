using System.Net;
using System.Text;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Tests.Authentication.Proof;

namespace Stoa.Mcp.Governance.Tests.Authentication.Introspection;

public sealed class IntrospectionTests
{
    private static readonly Dictionary<string, (Func<IntrospectionFixture, string> Answer, string Reason)> Bad = new(StringComparer.Ordinal)
    {
        ["active false"] = (f => f.Answer(("active", "false")), "active"),
        ["active a text"] = (f => f.Answer(("active", "\"true\"")), "active"),
        ["active a number"] = (f => f.Answer(("active", "1")), "active"),
        ["active missing"] = (f => f.Answer(("active", null)), "active"),
        ["active twice"] = (f => f.Answer()[..^1] + ",\"active\":true}", "strict JSON"),
        ["another issuer"] = (f => f.Answer(("iss", "\"https://evil.example\"")), "another issuer"),
        ["audience missing"] = (f => f.Answer(("aud", null)), "'aud'"),
        ["audience foreign"] = (f => f.Answer(("aud", "\"https://other.example\"")), "'aud'"),
        ["audience beside ours"] = (f => f.Answer(("aud", "[\"https://mcp.example/mcp\",\"account\"]")), "names others"),
        ["expired"] = (f => f.Answer(("exp", f.Step.Tokens.Unix(0))), "expired"),
        ["no end"] = (f => f.Answer(("exp", null)), "no 'exp'"),
        ["end a text"] = (f => f.Answer(("exp", "\"4102444800\"")), "strict JSON"),
        ["not valid yet"] = (f => f.Answer(("nbf", f.Step.Tokens.Unix(31))), "'nbf'"),
        ["no subject"] = (f => f.Answer(("sub", null)), "SubjectClaim"),
        ["a refresh token"] = (f => f.Answer(("token_type", "\"refresh_token\"")), "something else"),
        ["a refresh token by its typ"] = (f => f.Answer(("typ", "\"Refresh\"")), "something else"),
        ["an unknown binding"] = (f => f.Answer(("cnf", "{\"kid\":\"x\"}")), "'cnf'"),
        ["bound, under Bearer"] = (f => f.Answer(("cnf", TestProofs.Confirmation)), "under the scheme DPoP"),
        ["an array"] = (_ => "[]", "strict JSON"),
        ["nothing"] = (_ => "", "strict JSON"),
        ["not UTF-8"] = (_ => "{\"active\":true,\"x\":\"\\ud800\"}", "'aud'"),
    };

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task Answer_ThatDoesNotSayForSure_IsRefused(string name)
    {
        using var fixture = new IntrospectionFixture();
        fixture.Server.Answer = Bad[name].Answer(fixture);
        Assert.Contains(Bad[name].Reason, OutcomeAssert.Refused(await fixture.AskAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatIsActive_IsACaller()
    {
        using var fixture = new IntrospectionFixture();

        var caller = OutcomeAssert.Accepted(await fixture.AskAsync());

        Assert.Equal(("alice", "introspection", "https://login.example", "acme", "agent-7", "t-1"),
            (caller.Subject, caller.Scheme, caller.Issuer, caller.TenantClaim, caller.Agent, caller.CredentialId));
        Assert.Equal(["tools.read", "tools.write"], caller.Scopes.Order(StringComparer.Ordinal));
        var (address, authorization, body) = Assert.Single(fixture.Server.Questions);
        Assert.Equal("https://login.example/introspect", address);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("mcp%3Aserver:se%2Fcret")), authorization);
        Assert.Equal($"token={IntrospectionFixture.Token}&token_type_hint=access_token", body);
        Assert.DoesNotContain(fixture.Step.Logs.Lines, line => line.Text.Contains(IntrospectionFixture.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_IsRememberedForItsLifetimeAndNotBeyondTheTokensEnd()
    {
        using var fixture = new IntrospectionFixture();
        await fixture.AskAsync();
        fixture.Step.Clock.Advance(TimeSpan.FromSeconds(29));
        OutcomeAssert.Accepted(await fixture.AskAsync());
        Assert.Single(fixture.Server.Questions);

        fixture.Step.Clock.Advance(TimeSpan.FromSeconds(1));
        fixture.Server.Answer = fixture.Answer(("exp", fixture.Step.Tokens.Unix(10)));
        OutcomeAssert.Accepted(await fixture.AskAsync());
        fixture.Step.Clock.Advance(TimeSpan.FromSeconds(10));
        OutcomeAssert.Refused(await fixture.AskAsync());
        Assert.Equal(3, fixture.Server.Questions.Count);
    }

    [Fact]
    public async Task Refusal_IsRememberedBriefly()
    {
        using var fixture = new IntrospectionFixture();
        fixture.Server.Answer = """{"active":false}""";
        OutcomeAssert.Refused(await fixture.AskAsync());
        fixture.Server.Answer = fixture.Answer();
        fixture.Step.Clock.Advance(TimeSpan.FromSeconds(4));
        OutcomeAssert.Refused(await fixture.AskAsync());
        Assert.Single(fixture.Server.Questions);

        fixture.Step.Clock.Advance(TimeSpan.FromSeconds(1));
        OutcomeAssert.Accepted(await fixture.AskAsync());
    }

    [Fact]
    public async Task Refusals_ByTheThousand_DriveNoGoodAnswerOut()
    {
        using var fixture = new IntrospectionFixture(new() { ["Introspection:CacheEntries"] = "10" });
        OutcomeAssert.Accepted(await fixture.AskAsync());
        fixture.Server.Answer = """{"active":false}""";
        for (var i = 0; i < 1000; i++)
        {
            await fixture.AskAsync($"made-up-{i}");
        }

        OutcomeAssert.Accepted(await fixture.AskAsync());
    }

    [Fact]
    public async Task Token_PresentedByMany_IsAskedAboutOnce()
    {
        using var fixture = new IntrospectionFixture();
        var gate = new TaskCompletionSource();
        fixture.Server.Gate = gate.Task;

        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => fixture.AskAsync())).ToArray();
        await Until(() => !fixture.Server.Questions.IsEmpty);
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), outcome => OutcomeAssert.Accepted(outcome));
        Assert.Single(fixture.Server.Questions);
    }

    [Fact]
    public async Task Questions_BeyondTheCap_WaitForTheirTurnAndNoLonger()
    {
        using var fixture = new IntrospectionFixture(new() { ["Introspection:MaxConcurrency"] = "2" });
        fixture.Server.Gate = new TaskCompletionSource().Task;

        var calls = Enumerable.Range(0, 10).Select(i => Task.Run(() => fixture.AskAsync($"token-{i}"))).ToArray();
        await Until(() => fixture.Server.Questions.Count == 2 && fixture.Step.Clock.HasTimers);
        while (!calls.All(call => call.IsCompleted))
        {
            fixture.Step.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.All(await Task.WhenAll(calls), outcome => OutcomeAssert.Refused(outcome));
        Assert.InRange(fixture.Server.Questions.Count, 2, 10);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "application/json")]
    [InlineData(HttpStatusCode.Unauthorized, "application/json")]
    [InlineData(HttpStatusCode.Redirect, "application/json")]
    [InlineData(HttpStatusCode.OK, "text/html")]
    [InlineData(HttpStatusCode.OK, "application/token-introspection+jwt")]
    public async Task Outage_DeniesAndIsToldOnce(HttpStatusCode status, string mediaType)
    {
        using var fixture = new IntrospectionFixture();
        (fixture.Server.Status, fixture.Server.MediaType) = (status, mediaType);

        Assert.Contains("cannot be asked", OutcomeAssert.Refused(await fixture.AskAsync()), StringComparison.Ordinal);
        OutcomeAssert.Refused(await fixture.AskAsync());
        Assert.Single(fixture.Step.Logs.Lines, line => line.Id == 2020);

        (fixture.Server.Status, fixture.Server.MediaType) = (HttpStatusCode.OK, "application/json");
        OutcomeAssert.Accepted(await fixture.AskAsync());
    }

    [Fact]
    public async Task Answer_LargerThan64KiB_IsNoAnswer()
    {
        using var fixture = new IntrospectionFixture();
        fixture.Server.Answer += new string(' ', 64 * 1024);
        OutcomeAssert.Refused(await fixture.AskAsync());
    }

    [Fact]
    public async Task ApiKeysAndJwts_AreNotAskedAbout()
    {
        var key = ApiKey.Create("bot", "acme");
        using var fixture = new IntrospectionFixture(store: new RecordingKeyStore(key.Record));

        OutcomeAssert.Accepted(await fixture.AskAsync(key.Text));
        OutcomeAssert.Refused(await fixture.AskAsync(key.Text[..^1] + (key.Text[^1] == '0' ? '1' : '0')));
        OutcomeAssert.Refused(await fixture.Step.SendAsync(apiKey: [IntrospectionFixture.Token]));
        OutcomeAssert.Refused(await fixture.AskAsync("a.b.c"));

        Assert.Empty(fixture.Server.Questions);
    }

    [Fact]
    public async Task Token_ThatIsBound_NeedsItsProofOnEveryCall()
    {
        using var fixture = new IntrospectionFixture();
        fixture.Server.Answer = fixture.Answer(("cnf", TestProofs.Confirmation), ("token_type", "\"DPoP\""));
        const string Token = IntrospectionFixture.Token;

        var caller = OutcomeAssert.Accepted(await fixture.Step.ProvenAsync(Token, TestProofs.Of(fixture.Step.Tokens, Token)));

        Assert.Equal(CallerConfirmation.Dpop, caller.Confirmation);
        OutcomeAssert.Refused(await fixture.Step.ProvenAsync(Token), "invalid_dpop_proof");
        OutcomeAssert.Refused(await fixture.AskAsync());
        Assert.Single(fixture.Server.Questions);
    }

    [Fact]
    public async Task Issuer_ThatRequiresBinding_RefusesABearerToken()
    {
        using var fixture = new IntrospectionFixture(new() { ["Introspection:SenderConstrained"] = "Required" });
        Assert.Equal("DPoP", (await fixture.AskAsync()).Denial!.ChallengeScheme);
    }

    [Fact]
    public async Task Tenant_FixedForTheIssuer_CannotBeContradicted()
    {
        using var fixture = new IntrospectionFixture(new() { ["Introspection:Tenant"] = "globex" });
        Assert.Contains("tenant claim differs", OutcomeAssert.Refused(await fixture.AskAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretInAFile_IsReadAtEveryQuestion()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "one\n");
            using var fixture = new IntrospectionFixture(new() { ["Introspection:ClientSecret"] = null, ["Introspection:ClientSecretFile"] = path });
            await fixture.AskAsync();
            await File.WriteAllTextAsync(path, "two");
            await fixture.AskAsync("another");

            Assert.Equal(
                ["mcp%3Aserver:one", "mcp%3Aserver:two"],
                fixture.Server.Questions.Select(question => Encoding.ASCII.GetString(Convert.FromBase64String(question.Authorization!["Basic ".Length..]))));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }
}
