using System.Security.Claims;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Schemes;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;

namespace Stoa.Mcp.Governance.Tests.Authentication.Schemes;

public sealed class SchemeRequirementTests
{
    [Theory]
    [InlineData("jwt", "jwt", true)]
    [InlineData("jwt", "api_key", false)]
    [InlineData("jwt,api_key", "api_key", true)]
    [InlineData("mtls+jwt", "jwt", false)]
    [InlineData("mtls+jwt", "jwt,mtls", true)]
    [InlineData("jwt", "jwt,mtls", true)]
    [InlineData("", "host", true)]
    public void Requirement_IsMetByOneAlternative(string required, string held, bool met) =>
        Assert.Equal(met, Parse(required).IsMetBy(held.Split(',')));

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt+")]
    [InlineData("jwt+jwt")]
    [InlineData("jwt+api_key")]
    [InlineData("local")]
    [InlineData("")]
    public void Alternative_OfAnotherForm_IsRefused(string text)
    {
        var refused = new List<int>();

        SchemeRequirement.Read(["jwt", text], (index, _) => refused.Add(index));

        Assert.Equal([1], refused);
    }

    [Fact]
    public async Task Token_AndCertificate_BothMustHold_AndTheTokenIsTheCaller()
    {
        using var fixture = new CertificateFixture(new() { ["Require:0"] = "mtls+jwt" }, withIssuer: true);
        using var certificate = fixture.Authority.Client();
        string[] bearer = [$"Bearer {fixture.Step.Token()}"];

        var caller = OutcomeAssert.Accepted(await fixture.PresentAsync(new() { Authorization = bearer, Certificate = certificate }));

        Assert.Equal(("alice", "jwt"), (caller.Subject, caller.Scheme));
        Assert.Equal(["jwt", "mtls"], caller.Schemes);
        Assert.Same(caller, OutcomeAssert.Accepted(await fixture.PresentAsync(new() { Authorization = bearer, Certificate = certificate })));
        Assert.Contains("is not enough", OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = bearer })), StringComparison.Ordinal);
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Certificate = certificate }));
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = bearer, Certificate = new TestAuthority().Client() }));
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = ["Bearer a.b.c"], Certificate = certificate }));
    }

    [Fact]
    public async Task Certificate_OfAnotherTenant_DoesNotConfirmAToken()
    {
        using var fixture = new CertificateFixture(withIssuer: true);
        using var certificate = fixture.Authority.Client("spiffe://acme.example/tenant/globex/agent/bot");
        using var own = fixture.Authority.Client();

        var reason = OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = [$"Bearer {fixture.Step.Token()}"], Certificate = certificate }));
        Assert.Contains("belongs to a tenant", reason, StringComparison.Ordinal);
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = [$"Bearer {fixture.Step.Token(("tenant_id", null))}"], Certificate = own }));
    }

    [Fact]
    public async Task Certificate_WhereNobodyAsksForOne_IsNoCredential()
    {
        using var fixture = new CertificateFixture(new() { ["Require:0"] = "jwt" }, withIssuer: true);
        using var stranger = new TestAuthority().Client();

        var caller = OutcomeAssert.Accepted(await fixture.PresentAsync(new() { Authorization = [$"Bearer {fixture.Step.Token()}"], Certificate = stranger }));
        Assert.Equal(["jwt"], caller.Schemes);
        OutcomeAssert.Accepted(await fixture.PresentAsync(new() { Authorization = [$"Bearer {fixture.Step.Token()}"], CertificateRefusal = "unreadable." }));
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Certificate = fixture.Authority.Client() }), error: null);
    }

    [Fact]
    public async Task Certificate_ThatAPeerGarbled_Refuses()
    {
        using var fixture = new CertificateFixture(withIssuer: true);

        OutcomeAssert.Refused(await fixture.PresentAsync(new() { CertificateRefusal = "unreadable." }));
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = [$"Bearer {fixture.Step.Token()}"], CertificateRefusal = "unreadable." }));
    }

    [Fact]
    public async Task Endpoint_AsksForMore_AndNeverForLess()
    {
        using var fixture = new CertificateFixture(new() { ["Require:0"] = "jwt" }, withIssuer: true);
        using var certificate = fixture.Authority.Client();
        string[] bearer = [$"Bearer {fixture.Step.Token()}"];

        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Authorization = bearer, Requirement = Parse("mtls+jwt") }));
        OutcomeAssert.Accepted(await fixture.PresentAsync(new() { Authorization = bearer, Certificate = certificate, Requirement = Parse("mtls+jwt") }));
        OutcomeAssert.Refused(await fixture.PresentAsync(new() { Certificate = certificate, Requirement = Parse("mtls") }));
    }

    [Fact]
    public async Task ApiKey_WhereTokensAreAskedFor_IsRefused()
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new CertificateFixture(new()
        {
            ["Require:0"] = "jwt", ["ApiKeys:Keys:0:Id"] = key.Record.KeyId, ["ApiKeys:Keys:0:SecretHash"] = Convert.ToHexString(key.Record.SecretHash.Span),
            ["ApiKeys:Keys:0:Subject"] = "svc", ["ApiKeys:Keys:0:Tenant"] = "acme",
        });

        Assert.Contains("api_key holds and is not enough: jwt is asked for", OutcomeAssert.Refused(
            await fixture.PresentAsync(new PresentedCredentials { ApiKey = [key.Text] })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostPrincipal_WhereNobodyAsksForOne_IsNoCredential()
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "alice"), new Claim("tenant_id", "acme")], "Cookies"));
        using var jwtAlone = new CertificateFixture(new() { ["Require:0"] = "jwt" });
        using var together = new CertificateFixture(new() { ["Require:0"] = "mtls+host" });

        OutcomeAssert.Refused(await jwtAlone.PresentAsync(new() { HostPrincipal = principal }), error: null);
        var caller = OutcomeAssert.Accepted(await together.PresentAsync(new() { HostPrincipal = principal, Certificate = together.Authority.Client() }));
        Assert.Equal(("alice", "host", 2), (caller.Subject, caller.Scheme, caller.Schemes.Count));
    }

    private static SchemeRequirement Parse(string text) =>
        SchemeRequirement.Read(text.Length == 0 ? [] : text.Split(','), (index, reason) => Assert.Fail($"{index}: {reason}"));
}
