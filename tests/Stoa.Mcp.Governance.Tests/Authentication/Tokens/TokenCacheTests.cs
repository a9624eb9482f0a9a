using System.Security.Claims;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication.Tokens;

public sealed class TokenCacheTests
{
    [Fact]
    public async Task Token_SeenBefore_IsNotVerifiedAgain()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token();

        var first = OutcomeAssert.Accepted(await fixture.BearerAsync(token));
        fixture.Clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Same(first, OutcomeAssert.Accepted(await fixture.BearerAsync(token)));
    }

    [Fact]
    public async Task Token_RememberedLongerThanTheLifetime_IsVerifiedAgain()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:TokenCacheLifetime"] = "00:01:00" });
        var token = fixture.Token();
        var first = OutcomeAssert.Accepted(await fixture.BearerAsync(token));

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotSame(first, OutcomeAssert.Accepted(await fixture.BearerAsync(token)));
    }

    [Fact]
    public async Task Token_Remembered_IsRefusedFromItsExpiryOn()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:TokenCacheLifetime"] = "01:00:00", ["Jwt:KeyRefreshInterval"] = "01:00:00" });
        var token = fixture.Token();
        OutcomeAssert.Accepted(await fixture.BearerAsync(token));

        fixture.Clock.Advance(TimeSpan.FromSeconds(629));
        OutcomeAssert.Accepted(await fixture.BearerAsync(token));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        OutcomeAssert.Refused(await fixture.BearerAsync(token));
    }

    [Fact]
    public async Task Cache_Disabled_VerifiesEveryTime()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:TokenCacheEntries"] = "0" });
        var token = fixture.Token();
        Assert.NotSame(OutcomeAssert.Accepted(await fixture.BearerAsync(token)), OutcomeAssert.Accepted(await fixture.BearerAsync(token)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Cache_Flooded_StaysWithinItsCapacityAndKeepsWhatIsUsed(int capacity)
    {
        var cache = new CredentialCache<VerifiedToken>(capacity);
        var token = Token("kept");
        var kept = CredentialHash.Of("kept");
        for (var i = 0; i < capacity * 10; i++)
        {
            if (cache.Find(kept) is null)
            {
                cache.Add(kept, token);
            }

            cache.Add(CredentialHash.Of($"flood-{i}"), token);
            Assert.InRange(cache.Count, 1, capacity + 1);
        }

        Assert.True(capacity < 100 || cache.Find(kept) is not null);
        cache.Remove(kept);
        Assert.Null(cache.Find(kept));
    }

    private static VerifiedToken Token(string subject)
    {
        var caller = new Caller { Subject = subject, Scheme = "jwt", Agent = subject, Issuer = "i", Principal = new ClaimsPrincipal() };
        return new VerifiedToken(caller, null!, null!, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
    }
}
