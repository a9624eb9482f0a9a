using System.Security.Claims;
using NSubstitute;
using Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication;

public sealed class CallerAuthenticatorTests
{
    [Fact]
    public async Task Nothing_Presented_IsChallengedWithoutAnError()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Refused(await fixture.SendAsync(), error: null);
        OutcomeAssert.Refused(await fixture.SendAsync(host: new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "x")]))), error: null);
    }

    [Theory]
    [InlineData("Bearer", true)]
    [InlineData("bearer", true)]
    [InlineData("BEARER", true)]
    [InlineData("Bearer ", true)]
    [InlineData("Basic", false)]
    [InlineData("DPoP", false)]
    [InlineData("Bearer\t", false)]
    [InlineData("BearerX", false)]
    [InlineData("\u212Aearer", false)]
    public async Task Scheme_OtherThanBearer_IsRefused(string scheme, bool accepted)
    {
        using var fixture = new AuthenticationFixture();
        var outcome = await fixture.SendAsync(authorization: [$"{scheme} {fixture.Token()}"]);
        Assert.Equal(accepted, outcome.Value is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer a,b")]
    [InlineData("Bearer \u00e9")]
    [InlineData("Bearer \r\nX: 1")]
    public async Task Header_WithoutOneCredential_IsRefused(string header)
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: [header]));
    }

    [Fact]
    public async Task Two_Credentials_AreRefusedEvenIfBothAreGood()
    {
        var key = ApiKey.Create("alice", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(key.Record));
        var bearer = $"Bearer {fixture.Token()}";

        OutcomeAssert.Refused(await fixture.SendAsync(authorization: [bearer, bearer]));
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: [bearer, ""]));
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: [$"{bearer}, {bearer}"]));
        OutcomeAssert.Refused(await fixture.SendAsync(apiKey: [key.Text, key.Text]));
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: [bearer], apiKey: [key.Text]));
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: [bearer], host: Host("bob")));
        OutcomeAssert.Refused(await fixture.SendAsync(apiKey: [key.Text], host: Host("alice")));
    }

    [Fact]
    public async Task Failure_OfACredential_NeverFallsThroughToAnother()
    {
        using var fixture = new AuthenticationFixture(new() { ["Local:Subject"] = "operator" });
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: ["Bearer a.b.c"], host: Host("alice")));
        OutcomeAssert.Refused(await fixture.SendAsync(authorization: ["Bearer a.b.c"], local: true));
        OutcomeAssert.Refused(await fixture.SendAsync(apiKey: [fixture.Token()]));
    }

    [Fact]
    public async Task Jwt_ThatFails_IsNotOfferedToTheKeyStore()
    {
        var store = Substitute.For<IApiKeyStore>();
        using var fixture = new AuthenticationFixture(store: store);
        OutcomeAssert.Refused(await fixture.BearerAsync("a.b.c"));
        OutcomeAssert.Refused(await fixture.BearerAsync("a.b."));
        OutcomeAssert.Refused(await fixture.BearerAsync("a.b.c.d.e"));
        Assert.Empty(store.ReceivedCalls());
    }

    [Fact]
    public async Task Host_PrincipalOfTheSameToken_DoesNotCountTwice()
    {
        using var fixture = new AuthenticationFixture();
        var raw = Host("alice", new Claim("iss", "https://login.example"));
        var mapped = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, "alice", ClaimValueTypes.String, "https://login.example")], "Federation"));
        var otherIssuer = Host("alice", new Claim("iss", "https://other.example"));

        Assert.Equal("jwt", OutcomeAssert.Accepted(await fixture.SendAsync([$"Bearer {fixture.Token()}"], host: raw)).Scheme);
        Assert.Equal("jwt", OutcomeAssert.Accepted(await fixture.SendAsync([$"Bearer {fixture.Token()}"], host: mapped)).Scheme);
        OutcomeAssert.Refused(await fixture.SendAsync([$"Bearer {fixture.Token()}"], host: otherIssuer));
    }

    [Fact]
    public async Task Host_Principal_IsACallerByTheSameClaims()
    {
        using var fixture = new AuthenticationFixture(new() { ["Host:TenantClaim"] = "org" });
        var principal = Host("alice", new Claim("org", "acme"), new Claim("scope", "a b"), new Claim("azp", "portal"));

        var caller = OutcomeAssert.Accepted(await fixture.SendAsync(host: principal));

        Assert.Equal(("alice", "host", "host", "acme", "portal"), (caller.Subject, caller.Scheme, caller.Issuer, caller.TenantClaim, caller.Agent));
        Assert.Equal(["a", "b"], caller.Scopes.Order(StringComparer.Ordinal));
        Assert.Equal("host|acme|alice", caller.Principal.FindFirst(ClaimTypes.NameIdentifier)!.Value);
        Assert.Equal("host", caller.Principal.Identity!.AuthenticationType);
        Assert.Equal("acme", caller.Principal.FindFirst("org")!.Value);
    }

    [Fact]
    public async Task Host_PrincipalWithNameIdentifierAlone_IsACaller()
    {
        using var fixture = new AuthenticationFixture();
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "alice")], "Cookies"));
        Assert.Equal("alice", OutcomeAssert.Accepted(await fixture.SendAsync(host: principal)).Subject);
    }

    [Fact]
    public async Task Host_ClaimsOfAnUnauthenticatedIdentity_AreNotRead()
    {
        using var fixture = new AuthenticationFixture();
        var principal = Host("alice");
        principal.AddIdentity(new ClaimsIdentity([new Claim("tenant_id", "globex"), new Claim("scope", "admin")]));

        var caller = OutcomeAssert.Accepted(await fixture.SendAsync(host: principal));

        Assert.Null(caller.TenantClaim);
        Assert.Empty(caller.Scopes);
        Assert.Null(caller.Principal.FindFirst("tenant_id"));
    }

    [Fact]
    public async Task Host_PrincipalWithoutASubject_IsRefused()
    {
        using var fixture = new AuthenticationFixture();
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", "Alice")], "Cookies"));
        OutcomeAssert.Refused(await fixture.SendAsync(host: principal));
    }

    [Fact]
    public async Task Host_Disabled_IsIgnored()
    {
        using var fixture = new AuthenticationFixture(new() { ["Host:Enabled"] = "false" });
        OutcomeAssert.Refused(await fixture.SendAsync(host: Host("alice")), error: null);
        OutcomeAssert.Accepted(await fixture.SendAsync([$"Bearer {fixture.Token()}"], host: Host("bob")));
    }

    [Fact]
    public async Task Local_Caller_IsWhoTheOperatorSays()
    {
        using var fixture = new AuthenticationFixture(new()
        {
            ["Local:Subject"] = "operator", ["Local:Tenant"] = "acme", ["Local:Environment"] = "staging", ["Local:Scopes:0"] = "tools.read",
        });

        var caller = OutcomeAssert.Accepted(await fixture.SendAsync(local: true, host: Host("alice")));

        Assert.Equal(("operator", "local", "configuration", "acme", "operator", "staging"),
            (caller.Subject, caller.Scheme, caller.Issuer, caller.TenantClaim, caller.Agent, caller.Environment));
        Assert.True(caller.Principal.Identity!.IsAuthenticated);
        OutcomeAssert.Refused(await fixture.SendAsync(), error: null);
    }

    [Fact]
    public async Task Local_CallerWithoutConfiguration_IsDenied()
    {
        using var fixture = new AuthenticationFixture();
        Assert.Contains("Local:Subject", OutcomeAssert.Refused(await fixture.SendAsync(local: true), error: null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_InAVerifier_DeniesAndTellsTheLogNothingOfTheCredential()
    {
        var store = Substitute.For<IApiKeyStore>();
        store.TryRead(default!, out _).ReturnsForAnyArgs(call => throw new FormatException($"bad key {call[0]}"));
        using var fixture = new AuthenticationFixture(store: store);

        OutcomeAssert.Refused(await fixture.BearerAsync("canary-secret"));

        Assert.Single(fixture.Logs.Lines, line => line.Id == 2000);
        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Text.Contains("canary-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancellation_ByTheCaller_IsNotADenial()
    {
        using var fixture = new AuthenticationFixture();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var credentials = new PresentedCredentials { Authorization = [$"Bearer {fixture.Token()}"] };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await fixture.Authenticator.AuthenticateAsync(credentials, cancelled.Token));
    }

    [Fact]
    public async Task Credentials_NeverReachLogsOrReasons()
    {
        var key = ApiKey.Create("alice", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(key.Record));
        var good = fixture.Token();
        var bad = fixture.Token(("aud", "\"https://canary.example\""), ("sub", "\"canary\""));
        string[] secrets = [good, bad, key.Text, "canary", good.Split('.')[1], bad.Split('.')[2]];

        List<string> said = [OutcomeAssert.Refused(await fixture.BearerAsync(bad)), OutcomeAssert.Refused(await fixture.BearerAsync(key.Text + "x"))];
        OutcomeAssert.Accepted(await fixture.BearerAsync(good));
        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        said.AddRange(fixture.Logs.Lines.Select(line => line.Text));

        Assert.All(secrets, secret => Assert.DoesNotContain(said, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    private static ClaimsPrincipal Host(string subject, params Claim[] more) =>
        new(new ClaimsIdentity([new Claim("sub", subject), .. more], "Cookies"));
}
