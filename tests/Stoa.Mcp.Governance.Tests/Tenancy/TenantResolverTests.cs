using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tenancy;

namespace Stoa.Mcp.Governance.Tests.Tenancy;

public sealed class TenantResolverTests
{
    private const string Login = "https://login.example";
    private const string Other = "https://other.example";

    private readonly IResourceStore _resources = Substitute.For<IResourceStore>();

    public TenantResolverTests()
    {
        Declare(
            Tenant("acme", Login),
            Tenant("globex", Other),
            Tenant("open"),
            Tenant("closed") with { Enabled = false });
    }

    [Fact]
    public async Task Tenant_NamedByTheCredential_IsTaken()
    {
        Assert.Equal("acme", (await ResolveAsync(Jwt("acme", Login))).Value);
        Assert.Equal("open", (await ResolveAsync(Jwt("open", Login))).Value);
        Assert.Equal("globex", (await ResolveAsync(Caller("globex", "api_key", "api-key-store"))).Value);
    }

    [Fact]
    public async Task Tenant_NotNamed_IsTheOneThatListsTheIssuer()
    {
        Assert.Equal("globex", (await ResolveAsync(Jwt(null, Other))).Value);
    }

    [Fact]
    public async Task Tenant_ThatRequiresProof_IsClosedToWhoeverShowsNone()
    {
        Declare(Tenant("acme", Login) with { SenderConstrained = SenderConstraint.Required });

        foreach (var caller in new[] { Jwt("acme", Login), Caller("acme", "api_key", "api-key-store"), Caller("acme", "host", "host") })
        {
            var denial = Assert.IsType<GovernanceDecision>((await ResolveAsync(caller)).Denial);
            Assert.Equal((GovernanceCode.Unauthenticated, "tenancy", "invalid_token", "DPoP"),
                (denial.Code, denial.Step, denial.ChallengeError, denial.ChallengeScheme));
        }

        Assert.Equal("acme", (await ResolveAsync(Caller("acme", "local", "configuration"))).Value);
        Assert.Equal("acme", (await ResolveAsync(Jwt("acme", Login, CallerConfirmation.Dpop))).Value);
        Assert.Equal("acme", (await ResolveAsync(Jwt("acme", Login, CallerConfirmation.Certificate))).Value);
    }

    [Fact]
    public async Task Tenant_NotNamedAndListedByNone_IsDenied()
    {
        var reason = Denied(await ResolveAsync(Jwt(null, "https://stranger.example")));
        Assert.Contains("TenantClaim", reason, StringComparison.Ordinal);
        Denied(await ResolveAsync(Caller(null, "host", "host")));
        Denied(await ResolveAsync(Caller(null, "local", "configuration")));
    }

    [Fact]
    public async Task Tenant_NotNamedAndListedByTwo_IsDenied()
    {
        Declare(Tenant("acme", Login), Tenant("globex", Login));
        Assert.Contains("acme, globex", Denied(await ResolveAsync(Jwt(null, Login))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_OfAnotherIssuer_CannotBeClaimed()
    {
        Denied(await ResolveAsync(Jwt("globex", Login)));
        Denied(await ResolveAsync(Jwt("acme", Login + "/")));
    }

    [Fact]
    public async Task Tenant_Undeclared_IsDenied() => Denied(await ResolveAsync(Jwt("initech", Login)));

    [Fact]
    public async Task Tenant_Disabled_IsDenied()
    {
        Assert.Contains("closed.yaml:1", Denied(await ResolveAsync(Jwt("closed", Login))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_DisabledByListedIssuer_IsDenied()
    {
        Declare(Tenant("acme", Login) with { Enabled = false });
        Denied(await ResolveAsync(Jwt(null, Login)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tenant_WhereNoneIsDeclared_IsTakenOnlyIfTheOperatorSaysSo(bool requireDeclared)
    {
        _resources.Current.Returns(ResourceSnapshot.Empty);
        var outcome = await ResolveAsync(Jwt("acme", Login), requireDeclared);
        Assert.Equal(requireDeclared ? null : "acme", outcome.Value);
        Denied(await ResolveAsync(Jwt(null, Login), requireDeclared));
        Denied(await ResolveAsync(Jwt("ACME", Login), requireDeclared));
    }

    [Fact]
    public async Task Declaration_ThatMakesOneTenantKnown_EndsTheLeaveForOthers()
    {
        Denied(await ResolveAsync(Jwt("initech", Login), requireDeclared: false));
    }

    [Fact]
    public async Task Declaration_Changed_TakesEffectOnTheNextCall()
    {
        var resolver = Resolver(true);
        Assert.Equal("globex", (await resolver.ResolveAsync(Jwt(null, Other), default)).Value);
        Declare(Tenant("initech", Other));
        Assert.Equal("initech", (await resolver.ResolveAsync(Jwt(null, Other), default)).Value);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-1", true)]
    [InlineData("0", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("a\n", false)]
    [InlineData("../acme", false)]
    [InlineData("\u0430cme", false)]
    [InlineData("ac\u00ADme", false)]
    public void Name_IsADnsLabelInLowerCase(string name, bool valid)
    {
        Assert.Equal(valid, TenantName.IsValid(name));
        Assert.True(TenantName.IsValid(new string('a', 63)));
        Assert.False(TenantName.IsValid(new string('a', 64)));
    }

    [Fact]
    public async Task Name_ThatIsMalformed_IsNotQuoted()
    {
        Assert.DoesNotContain("decision", Denied(await ResolveAsync(Jwt("x\"}\n{\"decision\":\"allow\"", Login))), StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_ThatIsUnknown_StopsTheStart()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Stoa:Tenancy:Required"] = "true" }).Build().GetSection("Stoa:Tenancy");
        using var services = new ServiceCollection().AddSingleton(_resources).AddTenancy(section).BuildServiceProvider();
        Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptions<TenancyOptions>>().Value);
    }

    [Fact]
    public void Default_RequiresDeclaredTenants() => Assert.True(new TenancyOptions().RequireDeclared);

    private static string Denied(StepOutcome<string> outcome)
    {
        Assert.Null(outcome.Value);
        Assert.Equal(GovernanceCode.Denied, outcome.Denial!.Code);
        Assert.Equal("tenancy", outcome.Denial.Step);
        return Assert.Single(outcome.Denial.Reasons);
    }

    private static Caller Jwt(string? tenant, string issuer, CallerConfirmation confirmation = CallerConfirmation.None) =>
        Caller(tenant, "jwt", issuer, confirmation);

    private static Caller Caller(string? tenant, string scheme, string issuer, CallerConfirmation confirmation = CallerConfirmation.None) => new()
    {
        Subject = "alice", Scheme = scheme, Agent = "agent", Issuer = issuer, TenantClaim = tenant, Principal = new ClaimsPrincipal(),
        Confirmation = confirmation,
    };

    private static TenantResource Tenant(string name, params string[] issuers) =>
        new() { Name = name, Issuers = issuers, Source = $"{name}.yaml:1" };

    private void Declare(params TenantResource[] tenants) => _resources.Current.Returns(
        ResourceSnapshot.Empty with { Tenants = tenants.ToFrozenDictionary(tenant => tenant.Name, StringComparer.Ordinal) });

    private TenantResolver Resolver(bool requireDeclared) =>
        new(_resources, Options.Create(new TenancyOptions { RequireDeclared = requireDeclared }));

    private ValueTask<StepOutcome<string>> ResolveAsync(Caller caller, bool requireDeclared = true) =>
        Resolver(requireDeclared).ResolveAsync(caller, CancellationToken.None);
}
