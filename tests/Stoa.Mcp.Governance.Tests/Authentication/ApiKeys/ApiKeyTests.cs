using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;

public sealed class ApiKeyTests
{
    [Fact]
    public void Key_Made_ReadsBackAndKeepsItsSecretOutOfTheRecord()
    {
        var key = ApiKey.Create("svc", "acme");

        Assert.Equal(65, key.Text.Length);
        Assert.True(ApiKey.TryRead(key.Text, out var parts));
        Assert.Equal(key.Record.KeyId, parts.KeyId);
        Assert.Equal(ApiKey.HashSecret(parts.KeyId, parts.Secret), key.Record.SecretHash.ToArray());
        Assert.DoesNotContain(parts.Secret, key.Record.ToString(), StringComparison.Ordinal);
        Assert.Equal(parts.KeyId, parts.ToString());
        Assert.NotEqual(key.Text, ApiKey.Create("svc", "acme").Text);
    }

    [Fact]
    public void Checksum_IsTheCrc32OfZlib()
    {
        // The check value of CRC-32/ISO-HDLC over "123456789" is CBF43926: 3,421,780,262 in base 62.
        Assert.Equal("3jZRME", Base62.Crc32("123456789"));
    }

    [Fact]
    public async Task Key_WithAnyCharacterChanged_IsRefusedWithoutALookUp()
    {
        var key = ApiKey.Create("svc", "acme");
        var store = new RecordingKeyStore(key.Record);
        using var fixture = new AuthenticationFixture(store: store);
        for (var i = 0; i < key.Text.Length; i++)
        {
            var typo = key.Text.ToCharArray();
            typo[i] = typo[i] == 'a' ? 'b' : 'a';
            OutcomeAssert.Refused(await fixture.BearerAsync(new string(typo)));
        }

        OutcomeAssert.Refused(await fixture.BearerAsync(key.Text[..^1]));
        OutcomeAssert.Refused(await fixture.BearerAsync(key.Text + "0"));
        Assert.Empty(store.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Key_FromConfiguration_IsAcceptedInEitherHeader(bool bearer)
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(Settings(key));

        var caller = OutcomeAssert.Accepted(bearer ? await fixture.BearerAsync(key.Text) : await fixture.SendAsync(apiKey: [key.Text]));

        Assert.Equal("svc", caller.Subject);
        Assert.Equal("api_key", caller.Scheme);
        Assert.Equal("api-key-store", caller.Issuer);
        Assert.Equal("acme", caller.TenantClaim);
        Assert.Equal(key.Record.KeyId, caller.Agent);
        Assert.Equal(key.Record.KeyId, caller.CredentialId);
        Assert.Equal(["tools.read"], caller.Scopes.ToArray());
        Assert.Equal("api_key", caller.Principal.Identity!.AuthenticationType);
        Assert.Equal(0, fixture.Keys.Requests);
    }

    [Fact]
    public async Task Keys_OfOneSubject_AreBothGoodWhileTheyRotate()
    {
        var old = ApiKey.Create("svc", "acme");
        var next = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(old.Record, next.Record));

        Assert.Equal("svc", OutcomeAssert.Accepted(await fixture.BearerAsync(old.Text)).Subject);
        Assert.Equal("svc", OutcomeAssert.Accepted(await fixture.BearerAsync(next.Text)).Subject);
    }

    [Fact]
    public async Task Key_Expired_IsRefusedFromThatMomentOn()
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(
            store: new RecordingKeyStore(key.Record with { ExpiresAt = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero) }));

        fixture.Clock.Advance(TimeSpan.FromMinutes(59));
        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("expired", OutcomeAssert.Refused(await fixture.BearerAsync(key.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Disabled_IsRefused()
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(key.Record with { DisabledAt = DateTimeOffset.UnixEpoch }));

        Assert.Contains("disabled", OutcomeAssert.Refused(await fixture.BearerAsync(key.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Unknown_IsToldFromAWrongSecretByNothing()
    {
        var key = ApiKey.Create("svc", "acme");
        var other = ApiKey.Create("svc", "acme");
        var store = new RecordingKeyStore(key.Record with { SecretHash = other.Record.SecretHash, ExpiresAt = DateTimeOffset.UnixEpoch });
        using var fixture = new AuthenticationFixture(store: store);

        var wrong = OutcomeAssert.Refused(await fixture.BearerAsync(key.Text));
        var unknown = OutcomeAssert.Refused(await fixture.BearerAsync(other.Text));

        Assert.Equal(wrong, unknown);
        Assert.Equal([key.Record.KeyId, other.Record.KeyId], store.Asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public async Task Record_WithAHashOfAnotherLength_NeverMatches(int length)
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(key.Record with { SecretHash = new byte[length] }));

        OutcomeAssert.Refused(await fixture.BearerAsync(key.Text));
    }

    [Fact]
    public async Task Record_OfAnotherKey_IsRefused()
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(key.Record) { Answer = key.Record with { KeyId = "other" } });

        OutcomeAssert.Refused(await fixture.BearerAsync(key.Text));
    }

    [Fact]
    public async Task Store_ThatThrows_DeniesAndIsLoggedOnce()
    {
        var key = ApiKey.Create("svc", "acme");
        using var fixture = new AuthenticationFixture(store: new RecordingKeyStore(key.Record) { Failure = new TimeoutException("database") });

        OutcomeAssert.Refused(await fixture.BearerAsync(key.Text));

        Assert.Single(fixture.Logs.Lines, line => line.Id == 2003);
    }

    [Fact]
    public async Task Store_WithAFormOfItsOwn_IsAskedForThatForm()
    {
        using var fixture = new AuthenticationFixture(store: new DemoStore());

        Assert.Equal("globex", OutcomeAssert.Accepted(await fixture.BearerAsync("demo-globex")).TenantClaim);
        Assert.Equal("globex", OutcomeAssert.Accepted(await fixture.SendAsync(apiKey: ["demo-globex"])).TenantClaim);
        OutcomeAssert.Refused(await fixture.BearerAsync("demo-initech"));
        OutcomeAssert.Refused(await fixture.BearerAsync("other"));
    }

    [Fact]
    public async Task DefaultStore_KnowsNoDemoKey()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Refused(await fixture.BearerAsync("demo-globex"));
    }

    private static Dictionary<string, string?> Settings(NewApiKey key) => new()
    {
        ["ApiKeys:Keys:0:Id"] = key.Record.KeyId,
        ["ApiKeys:Keys:0:SecretHash"] = Convert.ToHexString(key.Record.SecretHash.Span).ToLower(CultureInfo.InvariantCulture),
        ["ApiKeys:Keys:0:Subject"] = "svc",
        ["ApiKeys:Keys:0:Tenant"] = "acme",
        ["ApiKeys:Keys:0:Scopes:0"] = "tools.read",
        ["ApiKeys:Keys:0:ExpiresAt"] = "2027-01-01T00:00:00Z",
    };

    private sealed class DemoStore : IApiKeyStore
    {
        public bool TryRead(string presented, [NotNullWhen(true)] out ApiKeyParts? parts)
        {
            parts = presented.StartsWith("demo-", StringComparison.Ordinal) ? new ApiKeyParts(presented, presented) : null;
            return parts is not null;
        }

        public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) => new(keyId == "demo-globex"
            ? new ApiKeyRecord { KeyId = keyId, SecretHash = ApiKey.HashSecret(keyId, keyId), Subject = "demo", Tenant = "globex" }
            : null);
    }
}
