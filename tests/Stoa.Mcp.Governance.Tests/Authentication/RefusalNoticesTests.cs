using System.Net;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Diagnostics;

namespace Stoa.Mcp.Governance.Tests.Authentication;

public sealed class RefusalNoticesTests
{
    [Fact]
    public async Task Flood_OfOneSource_IsToldOnceInAWhile_WithHowManyThereWere()
    {
        using var fixture = new AuthenticationFixture();
        var (noisy, quiet) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));
        for (var i = 0; i < 100; i++)
        {
            await SendAsync(fixture, noisy);
        }

        await SendAsync(fixture, quiet);
        fixture.Clock.Advance(NoticeLimiter<IPAddress>.Interval);
        await SendAsync(fixture, noisy);

        var told = fixture.Logs.Lines.Where(line => line.Id == 2004).Select(line => line.Text).ToArray();
        Assert.Equal(3, told.Length);
        Assert.Contains("192.0.2.1: The Authorization header is not of the Bearer scheme, nor of DPoP. 0 more", told[0], StringComparison.Ordinal);
        Assert.Contains("99 more", told[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_InAnyNumber_AreBounded()
    {
        using var fixture = new AuthenticationFixture();
        for (var i = 0; i < RefusalNotices.MostSources + 500; i++)
        {
            await SendAsync(fixture, new IPAddress(i + 1));
        }

        Assert.InRange(fixture.Logs.Lines.Count(line => line.Id == 2004), 1, RefusalNotices.MostSources + 1);
    }

    private static async Task SendAsync(AuthenticationFixture fixture, IPAddress peer) =>
        OutcomeAssert.Refused(await fixture.Authenticator.AuthenticateAsync(new() { Authorization = ["Basic x"], Peer = peer }, CancellationToken.None));
}
