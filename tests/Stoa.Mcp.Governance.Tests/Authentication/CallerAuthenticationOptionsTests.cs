using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication;

public sealed class CallerAuthenticationOptionsTests
{
    private const string Issuer = "Jwt:Issuers:0";

    public static TheoryData<string, string?, string> Wrong => new()
    {
        { $"{Issuer}:Issuer", "", "Issuers:0:Issuer" },
        { $"{Issuer}:Issuer", "https://a|b", "Issuers:0:Issuer" },
        { $"{Issuer}:Audiences:0", null, "Issuers:0:Audiences" },
        { $"{Issuer}:Audiences:0", "", "Issuers:0:Audiences:0" },
        { $"{Issuer}:JwksUri", null, "Issuers:0" },
        { $"{Issuer}:JwksUri", "http://login.example/jwks", "Issuers:0:JwksUri" },
        { $"{Issuer}:JwksUri", "http://127.0.0.1/jwks", "Issuers:0:JwksUri" },
        { $"{Issuer}:JwksUri", "file:///etc/passwd", "Issuers:0:JwksUri" },
        { $"{Issuer}:JwksFile", "/nowhere/jwks.json", "Issuers:0:JwksFile" },
        { $"{Issuer}:MetadataAddress", "https://login.example/.well-known/openid-configuration", "2 key sources" },
        { $"{Issuer}:JwksHosts:0", "keys.example", "Issuers:0:JwksHosts" },
        { $"{Issuer}:Algorithms:0", "none", "Issuers:0:Algorithms:0" },
        { $"{Issuer}:Algorithms:0", "HS256", "Issuers:0:Algorithms:0" },
        { $"{Issuer}:ClockSkew", "00:01:01", "Issuers:0:ClockSkew" },
        { $"{Issuer}:ClockSkew", "-00:00:01", "Issuers:0:ClockSkew" },
        { $"{Issuer}:TenantClaim", "", "Issuers:0:TenantClaim" },
        { "Jwt:Issuers:1:Issuer", "https://login.example", "Issuers:1:Issuer" },
        { "Jwt:TokenCacheEntries", "-1", "TokenCacheEntries" },
        { "Jwt:TokenCacheLifetime", "02:00:00", "TokenCacheLifetime" },
        { "Jwt:KeyRefreshInterval", "00:00:10", "KeyRefreshInterval" },
        { "Jwt:KeyMaxStale", "00:01:00", "KeyMaxStale" },
        { "Host:SubjectClaim", "", "Host:SubjectClaim" },
        { "Proof:Algorithms:0", "HS256", "Proof:Algorithms:0" },
        { "Proof:MaxAge", "00:00:00", "Proof:MaxAge" },
        { "Proof:ClockSkew", "00:01:01", "Proof:ClockSkew" },
        { "Proof:ReplayEntries", "999", "Proof:ReplayEntries" },
        { "Proof:ReplayEntriesPerKey", "0", "Proof:ReplayEntriesPerKey" },
        { "Proof:ReplayEntriesPerKey", "100001", "Proof:ReplayEntriesPerKey" },
        { "Proof:NonceLifetime", "02:00:00", "Proof:NonceLifetime" },
        { "Proof:NonceKeyFile", "/nowhere/key", "Proof:NonceKeyFile" },
        { "Revocation:File", "", "Revocation:File" },
        { "Introspection:Issuer", "https://login.example", "Introspection:Endpoint" },
        { "Introspection:Endpoint", "http://login.example/introspect", "Introspection:Endpoint" },
        { "Introspection:Endpoint", "https://login.example/introspect", "Introspection:ClientId" },
        { "Introspection:Endpoint", "https://login.example/introspect", "Introspection:ClientSecret" },
        { "Introspection:Endpoint", "https://login.example/introspect", "Introspection:Audiences" },
        { "Introspection:ClientSecretFile", "/nowhere/secret", "Introspection:ClientSecretFile" },
        { "Introspection:CacheLifetime", "00:01:01", "Introspection:CacheLifetime" },
        { "Introspection:CacheEntries", "-1", "Introspection:CacheEntries" },
        { "Introspection:MaxConcurrency", "0", "Introspection:MaxConcurrency" },
        { "Introspection:Timeout", "00:01:00", "Introspection:Timeout" },
        { "Introspection:SubjectClaim", "", "Introspection:SubjectClaim" },
        { "Local:Tenant", "acme", "Local:Subject" },
        { "ApiKeys:Keys:0:Id", "k", "ApiKeys:Keys:0:SecretHash" },
        { "Resource:Resource", "mcp.example/mcp", "Resource:Resource" },
        { "Resource:Resource", "https://mcp.example/mcp#x", "Resource:Resource" },
        { "Resource:ScopesSupported:0", "a b", "Resource:ScopesSupported:0" },
        { "ScopeHierarchy:0:Scope", "a", "ScopeHierarchy:0:Includes" },
        { "ScopeHierarchy:0:Includes:0", "a", "ScopeHierarchy:0:Scope" },
        { "ScopeHierarchy:0:Includes:0", "a b", "ScopeHierarchy:0:Includes:0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Setting_ThatIsWrong_IsNamedWithItsKey(string key, string? value, string named)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(Good(key, value)));
        Assert.Contains(failure.Failures, text => text.StartsWith("Stoa:Authentication:", StringComparison.Ordinal) && text.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_ThatAreWrong_AreAllNamedAtOnce()
    {
        var settings = Good($"{Issuer}:ClockSkew", "01:00:00");
        settings["Jwt:TokenCacheEntries"] = "-1";
        settings["Local:Agent"] = "a";

        Assert.Equal(3, Assert.Throws<OptionsValidationException>(() => Read(settings)).Failures.Count());
    }

    [Theory]
    [InlineData("Jwks")]
    [InlineData("Jwt:Issuer")]
    [InlineData("Jwt:Issuers:0:Audience")]
    [InlineData("Host:Enable")]
    [InlineData("ApiKeys:Keys:0:Secret")]
    public void Setting_ThatIsUnknown_StopsTheStart(string key)
    {
        Assert.Throws<InvalidOperationException>(() => Read(Good(key, "x")));
    }

    [Fact]
    public void Nothing_Configured_IsValidAndLetsNobodyIn()
    {
        var options = Read([]);
        Assert.Empty(options.Jwt.Issuers);
        Assert.Null(options.Local.Subject);
    }

    [Fact]
    public void Secret_PastedWhereItsHashBelongs_IsNotRepeatedInTheError()
    {
        var key = ApiKey.Create("svc", "acme");
        var failure = Assert.Throws<OptionsValidationException>(() => Read(Good("ApiKeys:Keys:0:SecretHash", key.Text)));
        Assert.DoesNotContain(key.Text, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_Reloaded_TakeEffectAndABadReloadKeepsTheLastGoodOnes()
    {
        var key = ApiKey.Create("svc", "acme");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Authentication:ApiKeys:Keys:0:Id"] = key.Record.KeyId,
            ["Stoa:Authentication:ApiKeys:Keys:0:SecretHash"] = Convert.ToHexString(key.Record.SecretHash.Span),
            ["Stoa:Authentication:ApiKeys:Keys:0:Subject"] = "svc",
            ["Stoa:Authentication:ApiKeys:Keys:0:Tenant"] = "acme",
        }).Build();
        await using var services = new ServiceCollection().AddLogging()
            .AddCallerAuthentication(configuration.GetSection("Stoa:Authentication")).BuildServiceProvider();
        var store = services.GetRequiredService<IApiKeyStore>();
        Assert.NotNull(await store.FindAsync(key.Record.KeyId, default));

        configuration["Stoa:Authentication:ApiKeys:Keys:0:Tenant"] = "";
        Assert.ThrowsAny<Exception>(configuration.Reload);
        Assert.Equal("acme", (await store.FindAsync(key.Record.KeyId, default))!.Tenant);

        configuration["Stoa:Authentication:ApiKeys:Keys:0:Tenant"] = "acme";
        configuration["Stoa:Authentication:ApiKeys:Keys:0:DisabledAt"] = "2026-01-01T00:00:00Z";
        configuration.Reload();
        Assert.NotNull((await store.FindAsync(key.Record.KeyId, default))!.DisabledAt);
    }

    private static Dictionary<string, string?> Good(string key, string? value) => new()
    {
        [$"{Issuer}:Issuer"] = "https://login.example",
        [$"{Issuer}:Audiences:0"] = "https://mcp.example/mcp",
        [$"{Issuer}:JwksUri"] = "https://login.example/jwks",
        [key] = value,
    };

    private static CallerAuthenticationOptions Read(Dictionary<string, string?> settings)
    {
        var present = settings.Where(pair => pair.Value is not null).ToDictionary();
        using var services = new ServiceCollection().AddLogging()
            .AddCallerAuthentication(AuthenticationFixture.Section(present)).BuildServiceProvider();
        return services.GetRequiredService<IOptions<CallerAuthenticationOptions>>().Value;
    }
}
