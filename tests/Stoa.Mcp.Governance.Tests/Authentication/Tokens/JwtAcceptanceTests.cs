using System.Globalization;
using System.Security.Claims;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication.Tokens;

public sealed class JwtAcceptanceTests
{
    public static TheoryData<string, string> Golden => new()
    {
        { "RS256", """{"alg":"RS256","kid":"rsa-1","typ":"at+jwt"}""" },
        { "RS256", """{"alg":"RS256","kid":"rsa-1","typ":"JWT"}""" },
        { "RS256", """{"alg":"RS256","kid":"rsa-1","typ":"application/AT+JWT"}""" },
        { "RS256", """{"alg":"RS256","kid":"rsa-1"}""" },
        { "RS256", """{"alg":"RS256","kid":"rsa-1","jku":"https://evil.example/jwks","x5c":["MIIB"]}""" },
        { "RS256", """{"alg":"RS256"}""" },
        { "PS256", """{"alg":"PS256","kid":"rsa-1"}""" },
        { "ES256", """{"alg":"ES256","kid":"ec-1"}""" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task Token_ThatIsRight_IsAccepted(string algorithm, string header)
    {
        using var fixture = new AuthenticationFixture();
        Func<byte[], byte[]> sign = algorithm switch { "PS256" => TestKeys.PS256, "ES256" => TestKeys.ES256, _ => TestKeys.RS256 };

        var caller = OutcomeAssert.Accepted(await fixture.BearerAsync(TestKeys.Sign(header, fixture.Payload(), sign)));

        Assert.Equal("alice", caller.Subject);
        Assert.Equal("jwt", caller.Scheme);
    }

    [Fact]
    public async Task Caller_FromAToken_CarriesWhatTheTokenSays()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(
            ("agent_environment", "\"staging\""), ("email", "\"a@acme.example\""), ("scp", "[\"tools.admin\",\"tools.read\"]"),
            ("realm_access", "{\"roles\":[\"ops\",\"dev\"]}"));

        var caller = OutcomeAssert.Accepted(await fixture.BearerAsync(token));

        Assert.Equal("https://login.example", caller.Issuer);
        Assert.Equal("acme", caller.TenantClaim);
        Assert.Equal("agent-7", caller.Agent);
        Assert.Equal("staging", caller.Environment);
        Assert.Equal("a@acme.example", caller.Email);
        Assert.Equal(["tools.admin", "tools.read", "tools.write"], caller.Scopes.Order(StringComparer.Ordinal));
        Assert.Equal(["ops", "dev"], caller.Roles);
        Assert.Equal("t-1", caller.CredentialId);
        Assert.Equal(fixture.Clock.GetUtcNow().AddMinutes(10), caller.ExpiresAt);
    }

    [Fact]
    public async Task Principal_FromAToken_IsAuthenticatedAndUniqueAcrossIssuers()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(
            (ClaimTypes.NameIdentifier, "\"https://login.example|acme|bob\""), ("upn", "\"bob\""), ("department", "\"sales\""),
            ("role", "\"root\""), ("roles", "[\"ops\"]"));

        var principal = OutcomeAssert.Accepted(await fixture.BearerAsync(token)).Principal;

        Assert.True(principal.Identity!.IsAuthenticated);
        Assert.Equal("jwt", principal.Identity.AuthenticationType);
        Assert.Equal("https://login.example|acme|alice", Assert.Single(principal.FindAll(ClaimTypes.NameIdentifier)).Value);
        Assert.Equal("alice", Assert.Single(principal.FindAll("sub")).Value);
        Assert.Null(principal.FindFirst("upn"));
        Assert.Equal("sales", principal.FindFirst("department")!.Value);
        Assert.True(principal.IsInRole("ops"));
        Assert.False(principal.IsInRole("root"));
    }

    [Fact]
    public async Task Agent_WithoutAnAgentClaim_IsTheSubject()
    {
        using var fixture = new AuthenticationFixture();
        Assert.Equal("alice", OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("client_id", null)))).Agent);
        Assert.Equal("az", OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("client_id", null), ("azp", "\"az\"")))).Agent);
    }

    [Theory]
    [InlineData("00:00:30", 29, true)]
    [InlineData("00:00:30", 30, false)]
    [InlineData("00:00:30", 31, false)]
    [InlineData("00:01:00", 59, true)]
    [InlineData("00:01:00", 61, false)]
    [InlineData("00:00:00", 0, false)]
    public async Task Token_PastItsExpiry_IsAcceptedWithinTheSkewOnly(string skew, int secondsPast, bool accepted)
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:Issuers:0:ClockSkew"] = skew });
        var token = fixture.Token();
        fixture.Clock.Advance(TimeSpan.FromSeconds(600 + secondsPast));

        var outcome = await fixture.BearerAsync(token);

        Assert.Equal(accepted, outcome.Value is not null);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task Token_BeforeItsTime_IsAcceptedWithinTheSkewOnly(int secondsAhead, bool accepted)
    {
        using var fixture = new AuthenticationFixture();
        var notBefore = (fixture.Clock.GetUtcNow().ToUnixTimeSeconds() + secondsAhead).ToString(CultureInfo.InvariantCulture);

        var outcome = await fixture.BearerAsync(fixture.Token(("nbf", notBefore)));

        Assert.Equal(accepted, outcome.Value is not null);
    }

    [Fact]
    public async Task Token_WithAForeignAudienceBeside_IsAcceptedWhereTheIssuerAllowsIt()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:Issuers:0:AllowOtherAudiences"] = "true" });
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("aud", "[\"account\",\"https://mcp.example/mcp\"]"))));
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token(("aud", "[\"account\"]"))));
    }

    [Fact]
    public async Task Algorithms_Configured_ReplaceTheDefault()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:Issuers:0:Algorithms:0"] = "ES256" });
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
        OutcomeAssert.Accepted(
            await fixture.BearerAsync(TestKeys.Sign("""{"alg":"ES256","kid":"ec-1"}""", fixture.Payload(), TestKeys.ES256)));
    }

    [Fact]
    public async Task Tenant_FixedForTheIssuer_StandsInAndCannotBeContradicted()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:Issuers:0:Tenant"] = "acme" });
        Assert.Equal("acme", OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("tenant_id", null)))).TenantClaim);
        Assert.Equal("acme", OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token())).TenantClaim);
        Assert.Contains("tenant claim differs", OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token(("tenant_id", "\"globex\"")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithoutKeyId_IsRefusedWhereTwoKeysFit()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Keys.Serve(AuthenticationFixture.Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "a"), TestKeys.RsaJwk(TestKeys.OtherRsa, "b")));
        Assert.Contains("no one key fits", OutcomeAssert.Refused(
            await fixture.BearerAsync(TestKeys.Sign("""{"alg":"RS256"}""", fixture.Payload()))), StringComparison.Ordinal);
    }

    [Fact]
    public void KeySet_KeepsOnlyKeysThatVerifySignatures()
    {
        using var weak = System.Security.Cryptography.RSA.Create(1024);
        var set = SigningKeySet.Parse(TestKeys.Set(
            TestKeys.RsaJwk(TestKeys.Rsa, "good"),
            TestKeys.RsaJwk(TestKeys.OtherRsa, "enc", ",\"use\":\"enc\""),
            TestKeys.RsaJwk(TestKeys.OtherRsa, "ops", ",\"key_ops\":[\"encrypt\"]"),
            TestKeys.RsaJwk(TestKeys.OtherRsa, "ps", ",\"alg\":\"PS256\""),
            TestKeys.RsaJwk(weak, "weak"),
            """{"kty":"oct","kid":"oct","k":"AAAA"}"""));

        Assert.Equal(2, set.Count);
        Assert.NotNull(set.Find("good", "RS256"));
        Assert.Null(set.Find("ps", "RS256"));
        Assert.Null(set.Find("weak", "RS256"));
        Assert.Throws<FormatException>(() => SigningKeySet.Parse("""{"keys":[]}"""));
        Assert.Throws<FormatException>(() => SigningKeySet.Parse("<html>"));
    }
}
