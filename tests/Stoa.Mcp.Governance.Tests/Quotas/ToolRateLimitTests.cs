using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Resources.Tools;
using Stoa.Mcp.Governance.Tests.Resources;
using Stoa.Mcp.Governance.Tests.Resources.Tools;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Quotas;

public sealed class ToolRateLimitTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task RateLimit_CountsCallsOfTheTool_ApartForEachTenant(int cost)
    {
        var limiter = Limiter($"rateLimit: 2/min\ncost: {cost}");

        Assert.True(await PassesAsync(limiter, "acme", "orders", cost));
        Assert.True(await PassesAsync(limiter, "acme", "orders", cost));
        Assert.False(await PassesAsync(limiter, "acme", "orders", cost));
        Assert.True(await PassesAsync(limiter, "acme", "other", cost));
        Assert.True(await PassesAsync(limiter, "globex", "orders", cost));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await PassesAsync(limiter, "acme", "orders", cost));
    }

    [Fact]
    public async Task RateLimit_OfADisabledTool_CountsNothing()
    {
        var limiter = Limiter("rateLimit: 1/min\nenabled: false");

        Assert.True(await PassesAsync(limiter, "acme", "orders", 1));
        Assert.True(await PassesAsync(limiter, "acme", "orders", 1));
    }

    [Fact]
    public void LargestRate_IsWhatAQuotaCanCount() => Assert.Equal(QuotaRuleBounds.MaxUnits, RateLimitReader.MostUnits);

    private LocalQuotaLimiter Limiter(string fields)
    {
        var declared = new DeclaredResources().Offer([.. Load.Good(ToolText.Tool(fields)).Tools]);
        var book = new QuotaRuleBook(declared, Options.Create(new QuotaOptions()), NullLogger<QuotaRuleBook>.Instance);
        return new LocalQuotaLimiter(book, Options.Create(new QuotaOptions()), _time, NullLogger<LocalQuotaLimiter>.Instance);
    }

    private static async Task<bool> PassesAsync(LocalQuotaLimiter limiter, string tenant, string tool, int cost) =>
        (await limiter.AcquireAsync(new QuotaRequest(tenant, "agent", "tools/call", tool, cost), CancellationToken.None)).Value is not null;
}
