using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication.Revocation;

public sealed class RevocationTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Token_RevokedById_IsRefusedThoughItIsRemembered()
    {
        using var fixture = await StartAsync("{}");
        var token = fixture.Token();
        OutcomeAssert.Accepted(await fixture.BearerAsync(token));

        await ChangeAsync(fixture, "tokens: [{ issuer: https://login.example, id: t-1 }]");

        Assert.Contains("revoked", OutcomeAssert.Refused(await fixture.BearerAsync(token)), StringComparison.Ordinal);
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("jti", "\"t-2\""))));
    }

    [Theory]
    [InlineData("https://other.example", "t-1")]
    [InlineData("https://login.example", "T-1")]
    public async Task Token_OfAnotherIssuerOrId_IsNotMeant(string issuer, string id)
    {
        using var fixture = await StartAsync($"tokens: [{{ issuer: '{issuer}', id: '{id}' }}]");
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task Subject_Revoked_IsRefusedForWhatWasIssuedBefore()
    {
        using var fixture = await StartAsync("subjects: [{ issuer: https://login.example, subject: alice, issuedBefore: 2026-01-01T00:00:00Z }]");
        var line = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token(("iat", $"{line - 1}"))));
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("iat", $"{line}"))));
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("sub", "\"bob\""))));
    }

    [Fact]
    public async Task Subject_RevokedWithoutATime_IsRefusedForGood()
    {
        using var fixture = await StartAsync("""{"subjects":[{"issuer":"https://login.example","subject":"alice"}]}""");
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token(("iat", "4102444800"))));
    }

    [Fact]
    public async Task ApiKey_Revoked_IsRefused()
    {
        var key = ApiKey.Create("bot", "acme");
        using var fixture = await StartAsync($"apiKeys: [{{ id: {key.Record.KeyId} }}]", new RecordingKeyStore(key.Record));
        OutcomeAssert.Refused(await fixture.BearerAsync(key.Text));
        await ChangeAsync(fixture, "apiKeys: []");
        OutcomeAssert.Accepted(await fixture.BearerAsync(key.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tokens: [")]
    [InlineData("token: []")]
    [InlineData("tokens: [{ issuer: a }]")]
    [InlineData("tokens: [{ issuer: a, id: b, extra: c }]")]
    [InlineData("subjects: [{ issuer: a, subject: b, issuedBefore: yesterday }]")]
    [InlineData("subjects: [{ issuer: a, subject: b, issuedBefore: 2026-01-01T00:00:00 }]")]
    [InlineData("tokens: []\n---\ntokens: []")]
    [InlineData("[]")]
    public async Task File_ThatIsWrong_StopsTheStartAndIsNotTakenLater(string text)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(text));

        using var fixture = await StartAsync("tokens: [{ issuer: https://login.example, id: t-1 }]");
        await ChangeAsync(fixture, text);
        await ChangeAsync(fixture, text);

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
        Assert.Single(fixture.Logs.Lines, line => line.Id == 2031);
    }

    [Fact]
    public async Task File_Missing_StopsTheStartAndChangesNothingLater()
    {
        using var fixture = await StartAsync("tokens: [{ issuer: https://login.example, id: t-1 }]");
        File.Delete(_file);
        await fixture.Get<FileRevocationList>().ReloadAsync();
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));

        using var other = new AuthenticationFixture(new() { ["Revocation:File"] = _file });
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => other.Get<FileRevocationList>().StartingAsync(CancellationToken.None));
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_NotLoadedYet_RevokesEverything()
    {
        using var fixture = new AuthenticationFixture(new() { ["Revocation:File"] = _file });
        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task File_Changed_IsReadWithinASecondAndTold()
    {
        using var fixture = await StartAsync("{}");
        var list = fixture.Get<FileRevocationList>();
        var told = new TaskCompletionSource();
        list.GetChangeToken().RegisterChangeCallback(_ => told.TrySetResult(), null);
        await File.WriteAllTextAsync(_file, "tokens: [{ issuer: https://login.example, id: t-1 }]");

        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
    }

    [Fact]
    public async Task List_ThatThrows_Denies()
    {
        var list = Substitute.For<IRevocationList>();
        list.IsRevoked(Arg.Any<Caller>()).Returns(_ => throw new TimeoutException());
        using var fixture = new AuthenticationFixture(configure: services => services.AddSingleton(list));

        OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token()));
    }

    public void Dispose() => File.Delete(_file);

    private async Task<AuthenticationFixture> StartAsync(string text, IApiKeyStore? store = null)
    {
        await File.WriteAllTextAsync(_file, text);
        var fixture = new AuthenticationFixture(new() { ["Revocation:File"] = _file }, store);
        try
        {
            await fixture.Get<FileRevocationList>().StartingAsync(CancellationToken.None);
            return fixture;
        }
        catch
        {
            fixture.Dispose();
            throw;
        }
    }

    private async Task ChangeAsync(AuthenticationFixture fixture, string text)
    {
        await File.WriteAllTextAsync(_file, text);
        await fixture.Get<FileRevocationList>().ReloadAsync();
    }
}
