using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

namespace Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;

public sealed class ApiKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoa-keys-").FullName;

    private string File => Path.Combine(_folder, "keys.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("keys.yaml")]
    [InlineData("keys.json")]
    public async Task Key_OfTheFile_IsAcceptedWithAllItsFields(string name)
    {
        var key = ApiKey.Create("svc", "acme");
        var file = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(file, $$"""
            {"keys": [{"id": "{{key.Record.KeyId}}", "secretHash": "{{Hash(key)}}", "subject": "svc", "tenant": "acme", "agent": "bot",
              "environment": "staging", "scopes": ["a", "b"], "roles": ["reader"], "expiresAt": "2027-01-01T00:00:00Z"}]}
            """);
        using var fixture = Fixture(file);

        var caller = OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));

        Assert.Equal(("svc", "acme", "bot", "staging"), (caller.Subject, caller.TenantClaim, caller.Agent, caller.Environment));
        Assert.Equal(["a", "b"], caller.Scopes.Order(StringComparer.Ordinal));
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), caller.ExpiresAt);
    }

    [Fact]
    public async Task Change_OfTheFile_CountsFromTheNextLook()
    {
        var (old, next) = (ApiKey.Create("svc", "acme"), ApiKey.Create("svc", "acme"));
        Write(Entry(old));
        using var fixture = Fixture(File);

        Write(Entry(old, ", disabledAt: '2025-01-01T00:00:00Z'"), Entry(next));
        await fixture.Get<LocalApiKeyStore>().LookAsync();

        Assert.Contains("disabled", OutcomeAssert.Refused(await fixture.BearerAsync(old.Text)), StringComparison.Ordinal);
        OutcomeAssert.Accepted(await fixture.BearerAsync(next.Text));
    }

    [Fact]
    public async Task Overlap_OfARotation_EndsByTheClock()
    {
        var (old, next) = (ApiKey.Create("svc", "acme"), ApiKey.Create("svc", "acme"));
        Write(Entry(old, ", expiresAt: '2026-01-02T00:00:00Z'"), Entry(next));
        using var fixture = Fixture(File);

        fixture.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        OutcomeAssert.Accepted(await fixture.BearerAsync(old.Text));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        OutcomeAssert.Refused(await fixture.BearerAsync(old.Text));
        OutcomeAssert.Accepted(await fixture.BearerAsync(next.Text));
    }

    [Theory]
    [InlineData("keys: [{id: a}]", "secretHash is missing")]
    [InlineData("keys: [", "not readable as YAML")]
    [InlineData("", "'keys' is expected")]
    [InlineData("other: 1", "keys is missing")]
    [InlineData("keys: []\nextra: 1", "extra is unknown here")]
    public async Task Reload_ThatIsWrong_KeepsTheLastGoodKeysAndSaysWhereOnce(string text, string told)
    {
        var key = ApiKey.Create("svc", "acme");
        Write(Entry(key));
        using var fixture = Fixture(File);

        System.IO.File.WriteAllText(File, text);
        await fixture.Get<LocalApiKeyStore>().LookAsync();
        await fixture.Get<LocalApiKeyStore>().LookAsync();

        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        var line = Assert.Single(fixture.Logs.Lines, line => line.Id == 2011);
        Assert.Contains(told, line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsGone_KeepsTheLastGoodKeys()
    {
        var key = ApiKey.Create("svc", "acme");
        Write(Entry(key));
        using var fixture = Fixture(File);

        System.IO.File.Delete(File);
        await fixture.Get<LocalApiKeyStore>().LookAsync();

        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        Assert.Single(fixture.Logs.Lines, line => line.Id == 2011);
    }

    [Fact]
    public void Start_WithoutTheFile_StopsAndNamesIt()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Fixture(File));

        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithEverythingWrong_TellsAllOfItAndNoSecret()
    {
        var key = ApiKey.Create("svc", "acme");
        System.IO.File.WriteAllText(File, $"keys:\n  - {{id: a, secretHash: '{key.Text}', subject: s, tenant: t, expiresAt: soon}}\n  - {{id: a, secretHash: '{Hash(key)}', subject: s, tenant: t}}\n");

        var error = Assert.Throws<OptionsValidationException>(() => Fixture(File));

        Assert.Equal(3, error.Failures.Count());
        Assert.Contains("keys.yaml:3:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Id_InConfigurationAndFile_StopsTheStart()
    {
        var key = ApiKey.Create("svc", "acme");
        Write(Entry(key));

        var error = Assert.Throws<OptionsValidationException>(() => Fixture(File, new()
        {
            ["ApiKeys:Keys:0:Id"] = key.Record.KeyId, ["ApiKeys:Keys:0:SecretHash"] = Hash(key), ["ApiKeys:Keys:0:Subject"] = "s", ["ApiKeys:Keys:0:Tenant"] = "t",
        }));

        Assert.Contains("stands in Stoa:Authentication:ApiKeys:Keys too", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_IsWrittenToTheMinute_AtMostOnceAMinute()
    {
        var key = ApiKey.Create("svc", "acme");
        Write(Entry(key));
        using var fixture = Fixture(File);
        await fixture.Get<ApiKeyUse>().StartAsync(CancellationToken.None);
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        Assert.False(System.IO.File.Exists(File + ".used"));

        fixture.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), ApiKeyUseFile.Read(File + ".used")[key.Record.KeyId]);
        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        await fixture.Get<ApiKeyUse>().StopAsync(CancellationToken.None);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero), ApiKeyUseFile.Read(File + ".used")[key.Record.KeyId]);
    }

    [Fact]
    public async Task Use_ThatCannotBeWritten_IsToldOnceAndFeltByNobody()
    {
        var key = ApiKey.Create("svc", "acme");
        Write(Entry(key));
        Directory.CreateDirectory(File + ".used");
        using var fixture = Fixture(File);
        await fixture.Get<ApiKeyUse>().StartAsync(CancellationToken.None);

        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        fixture.Clock.Advance(TimeSpan.FromMinutes(3));

        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
        Assert.Single(fixture.Logs.Lines, line => line.Id == 2012);
    }

    [Fact]
    public void Use_OfSeveralServers_IsTheLatest()
    {
        var (early, late) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        ApiKeyUseFile.Merge(File, [("a", late), ("b", early)]);
        ApiKeyUseFile.Merge(File, [("a", early), ("c", late)]);

        var times = ApiKeyUseFile.Read(File);

        Assert.Equal([("a", late), ("b", early), ("c", late)], times.Select(pair => (pair.Key, pair.Value)).Order());
    }

    private static string Hash(NewApiKey key) => Convert.ToHexStringLower(key.Record.SecretHash.Span);

    private static string Entry(NewApiKey key, string more = "") =>
        $"  - {{id: '{key.Record.KeyId}', secretHash: '{Hash(key)}', subject: svc, tenant: acme{more}}}\n";

    private static AuthenticationFixture Fixture(string file, Dictionary<string, string?>? settings = null)
    {
        var fixture = new AuthenticationFixture(new(settings ?? []) { ["ApiKeys:File"] = file });
        try
        {
            fixture.Get<LocalApiKeyStore>().Load();
            return fixture;
        }
        catch
        {
            fixture.Dispose();
            throw;
        }
    }

    private void Write(params string[] entries) => System.IO.File.WriteAllText(File, "keys:\n" + string.Concat(entries));
}
