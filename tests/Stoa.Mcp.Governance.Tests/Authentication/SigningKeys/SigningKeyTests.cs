using System.Net;
using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Tests.Authentication.SigningKeys;

public sealed class SigningKeyTests
{
    private const string NewHeader = """{"alg":"RS256","kid":"rsa-2"}""";

    [Fact]
    public async Task Key_RotatedIn_IsHonouredWithinAMinute()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        Serve(fixture, "rsa-1", "rsa-2");

        var token = TestKeys.Sign(NewHeader, fixture.Payload(), ByOther);
        OutcomeAssert.Refused(await fixture.BearerAsync(token));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        OutcomeAssert.Accepted(await fixture.BearerAsync(token));
        Assert.Equal(2, fixture.Keys.Requests);
    }

    [Fact]
    public async Task Key_RotatedOut_VoidsTokensThatAreRemembered()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token();
        OutcomeAssert.Accepted(await fixture.BearerAsync(token));
        fixture.Keys.Serve(AuthenticationFixture.Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.OtherRsa, "rsa-2")));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        OutcomeAssert.Accepted(await fixture.BearerAsync(TestKeys.Sign(NewHeader, fixture.Payload(), ByOther)));

        OutcomeAssert.Refused(await fixture.BearerAsync(token));
    }

    [Fact]
    public async Task UnknownKeyIds_ByTheTenThousand_CauseOneFetchAMinute()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => Task.Run(() =>
            fixture.BearerAsync(TestKeys.Sign($$"""{"alg":"RS256","kid":"unknown-{{i}}"}""", fixture.Payload(), _ => [1])))));

        Assert.All(outcomes, outcome => OutcomeAssert.Refused(outcome));
        Assert.Equal(2, fixture.Keys.Requests);
    }

    [Fact]
    public async Task UnknownKeyIds_OverAnHour_CauseAtMostTwoFetchesAMinute()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        for (var second = 0; second < 3600; second += 10)
        {
            if (second == 1800)
            {
                fixture.Keys.Answers.Clear();
            }

            fixture.Clock.Advance(TimeSpan.FromSeconds(10));
            OutcomeAssert.Refused(await fixture.BearerAsync(TestKeys.Sign($$"""{"alg":"RS256","kid":"unknown-{{second}}"}""", fixture.Payload(), _ => [1])));
        }

        Assert.InRange(fixture.Keys.Requests, 60, 1 + 30 + 60);
    }

    [Fact]
    public async Task Outage_OfAnHour_IsBridgedToTheLastSecondAndNoFurther()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        fixture.Keys.Answers.Clear();
        for (var minute = 0; minute < 59; minute++)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        }

        fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));

        // That call may have waited for an earlier read, and begun another beside it: this one waits for that.
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));

        Serve(fixture, "rsa-1", "rsa-2");
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task Keys_ThatDripIn_AreGivenUpAfterTenSeconds()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Keys.Answers[AuthenticationFixture.Jwks] = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new DrippingStream()) };

        var call = fixture.BearerAsync(fixture.Token());
        while (!fixture.Clock.HasTimers)
        {
            await Task.Yield();
        }

        fixture.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(call.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Contains("cannot be had", OutcomeAssert.Refused(await call.WaitAsync(TimeSpan.FromSeconds(30))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_OfTenMegabytes_AreNotReadToTheEnd()
    {
        using var fixture = new AuthenticationFixture();
        var body = new CountingStream(10 * 1024 * 1024);
        fixture.Keys.Answers[AuthenticationFixture.Jwks] = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));

        Assert.InRange(body.Taken, 1, 1024 * 1024 + 128 * 1024);
    }

    [Fact]
    public async Task Outage_OfOneIssuer_LeavesTheOtherAlone()
    {
        using var fixture = new AuthenticationFixture(new()
        {
            ["Jwt:Issuers:1:Issuer"] = "https://other.example",
            ["Jwt:Issuers:1:Audiences:0"] = "https://mcp.example/mcp",
            ["Jwt:Issuers:1:JwksUri"] = "https://other.example/jwks",
        });

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token(("iss", "\"https://other.example\""))));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task Keys_ThatCannotBeHadAtTheStart_Deny()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Keys.Answers.Clear();

        Assert.Contains("cannot be had", OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token())), StringComparison.Ordinal);
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
        Assert.Equal(1, fixture.Keys.Requests);
        Assert.Single(fixture.Logs.Lines, line => line.Id == 2002);

        Serve(fixture, "rsa-1", "rsa-2");
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task Keys_ThatCannotBeHadAnyMore_StayUntilTheyAreStale()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        fixture.Keys.Answers.Clear();

        fixture.Clock.Advance(TimeSpan.FromMinutes(59));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("stale", OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task Keys_AnsweredWithAnotherStatus_AreNotKeys(HttpStatusCode status)
    {
        using var fixture = new AuthenticationFixture();
        fixture.Keys.Answers[AuthenticationFixture.Jwks] = () => new HttpResponseMessage(status)
        {
            Content = new StringContent(TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1"))),
            Headers = { Location = new Uri("https://127.0.0.1/jwks") },
        };

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
        Assert.Equal(1, fixture.Keys.Requests);
    }

    [Fact]
    public async Task Keys_InADocumentOfMoreThanAMebibyte_AreNotKeys()
    {
        using var fixture = new AuthenticationFixture();
        var padding = new string(' ', 1024 * 1024);
        fixture.Keys.Serve(AuthenticationFixture.Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")) + padding);

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task KeyFile_Changed_IsReadAgain()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")));
            using var fixture = new AuthenticationFixture(new() { ["Jwt:Issuers:0:JwksUri"] = null, ["Jwt:Issuers:0:JwksFile"] = path });
            var old = fixture.Token();
            OutcomeAssert.Accepted(await fixture.BearerAsync(old));
            await File.WriteAllTextAsync(path, TestKeys.Set(TestKeys.RsaJwk(TestKeys.OtherRsa, "rsa-2")));
            fixture.Clock.Advance(TimeSpan.FromSeconds(5));

            OutcomeAssert.Accepted(await fixture.BearerAsync(TestKeys.Sign(NewHeader, fixture.Payload(), ByOther)));

            OutcomeAssert.Refused(await fixture.BearerAsync(old));
            Assert.Equal(0, fixture.Keys.Requests);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("https://login.example", "https://login.example/keys", true)]
    [InlineData("https://login.example", "https://keys.example/keys", true)]
    [InlineData("https://login.example", "https://evil.example/keys", false)]
    [InlineData("https://login.example", "http://login.example/keys", false)]
    [InlineData("https://login.example", "https://user@login.example/keys", false)]
    [InlineData("https://login.example", "/keys", false)]
    [InlineData("https://login.example/", "https://login.example/keys", false)]
    public async Task Discovery_IsFollowedToTrustedHostsAlone(string issuer, string keys, bool accepted)
    {
        const string Metadata = "https://login.example/.well-known/openid-configuration";
        using var fixture = new AuthenticationFixture(new()
        {
            ["Jwt:Issuers:0:JwksUri"] = null,
            ["Jwt:Issuers:0:MetadataAddress"] = Metadata,
            ["Jwt:Issuers:0:JwksHosts:0"] = "keys.example",
        });
        fixture.Keys.Serve(Metadata, $$"""{"issuer":"{{issuer}}","jwks_uri":"{{keys}}"}""");
        fixture.Keys.Serve(keys, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")));

        var outcome = await fixture.BearerAsync(fixture.Token());

        Assert.Equal(accepted, outcome.Value is not null);
        Assert.Equal(accepted ? 2 : 1, fixture.Keys.Requests);
    }

    private static byte[] ByOther(byte[] data) => TestKeys.OtherRsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static void Serve(AuthenticationFixture fixture, string first, string second) => fixture.Keys.Serve(
        AuthenticationFixture.Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, first), TestKeys.RsaJwk(TestKeys.OtherRsa, second)));
}
