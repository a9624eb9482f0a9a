using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class QuotaParsingTests
{
    [Fact]
    public void Quota_WithEveryField_ReadsThem()
    {
        var rule = Read("{name: burst, agent: 'bot-*', tool: 'report_*', operation: 'tools/*', algorithm: tokenBucket, limit: 100, window: 1h, burst: 20, perAgent: true, perTool: true}");

        Assert.Equal(("burst", "acme", "bot-*", "report_*", "tools/*"), (rule.Name, rule.Tenant.Text, rule.Agent.Text, rule.Tool.Text, rule.Operation.Text));
        Assert.Equal((QuotaAlgorithm.TokenBucket, 100L, 20L), (rule.Algorithm, rule.Limit, rule.Burst));
        Assert.Equal(TimeSpan.FromHours(1), rule.Window);
        Assert.True(rule is { PerAgent: true, PerTool: true });
    }

    [Fact]
    public void Quota_WithRequiredFieldsAlone_TakesDefaults()
    {
        var rule = Read("{name: q, algorithm: fixedWindow, limit: 5}");

        Assert.Equal(("*", "*", "tools/call"), (rule.Agent.Text, rule.Tool.Text, rule.Operation.Text));
        Assert.Equal(TimeSpan.FromMinutes(1), rule.Window);
        Assert.Null(rule.Burst);
        Assert.False(rule.PerAgent || rule.PerTool);
    }

    [Theory]
    [InlineData("tokenBucket", QuotaAlgorithm.TokenBucket)]
    [InlineData("token_bucket", QuotaAlgorithm.TokenBucket)]
    [InlineData("slidingWindow", QuotaAlgorithm.SlidingWindow)]
    [InlineData("sliding_window", QuotaAlgorithm.SlidingWindow)]
    [InlineData("fixedWindow", QuotaAlgorithm.FixedWindow)]
    [InlineData("fixed_window", QuotaAlgorithm.FixedWindow)]
    [InlineData("concurrency", QuotaAlgorithm.Concurrency)]
    public void Quota_WithAnAlgorithm_ReadsBothSpellings(string word, QuotaAlgorithm algorithm) =>
        Assert.Equal(algorithm, Read($"{{name: q, algorithm: {word}, limit: 1}}").Algorithm);

    private static QuotaRule Read(string quota) =>
        Assert.Single(Assert.Single(Load.Good(Load.Quota(quota)).Grants["acme"]).Quotas);
}
