using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication.SigningKeys;

public sealed class SigningKeysHealthTests
{
    [Fact]
    public async Task Keys_ThatCanBeRead_AreReadByTheCheck()
    {
        using var fixture = new AuthenticationFixture();

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);
        Assert.Equal(1, fixture.Keys.Requests);

        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        Assert.Equal(1, fixture.Keys.Requests);
    }

    [Fact]
    public async Task Keys_ThatWereNeverRead_AreUnhealthy_UntilTheyAre()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Keys.Answers.Clear();

        var missing = await CheckAsync(fixture);
        Assert.Equal(HealthStatus.Unhealthy, missing.Status);
        Assert.Contains("https://login.example", missing.Description, StringComparison.Ordinal);
        await CheckAsync(fixture);
        Assert.Equal(1, fixture.Keys.Requests);

        fixture.Keys.Serve(AuthenticationFixture.Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")));
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);
    }

    [Fact]
    public async Task Keys_ThatBecameStale_AreDegraded()
    {
        using var fixture = new AuthenticationFixture();
        await CheckAsync(fixture);
        fixture.Keys.Answers.Clear();
        fixture.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(fixture)).Status);
    }

    [Fact]
    public async Task NoIssuer_NeedsNoKeys()
    {
        using var fixture = new AuthenticationFixture(withIssuer: false);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);
    }

    private static async Task<HealthReportEntry> CheckAsync(AuthenticationFixture fixture) =>
        (await fixture.Get<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"))).Entries[SigningKeysHealthCheck.Name];
}
