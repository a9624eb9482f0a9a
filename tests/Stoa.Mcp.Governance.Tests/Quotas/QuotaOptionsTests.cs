using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Quotas;

public sealed class QuotaOptionsTests
{
    [Fact]
    public void Rules_AreReadFromConfiguration()
    {
        var options = Read(
            ("Rules:0:Name", "burst"), ("Rules:0:Algorithm", "token_bucket"), ("Rules:0:Limit", "100"), ("Rules:0:Window", "00:00:30"),
            ("Rules:0:Burst", "20"), ("Rules:0:PerAgent", "true"), ("Rules:0:PerTool", "true"), ("Rules:0:Tenant", "ac*"),
            ("Rules:0:Agent", "bot-?"), ("Rules:0:Tool", "x"), ("Rules:0:Operation", "*"),
            ("Rules:1:Name", "parallel"), ("Rules:1:Algorithm", "Concurrency"), ("Rules:1:Limit", "4"), ("MaxCounters", "50"));

        Assert.Equal(50, options.MaxCounters);
        Assert.Equal(["burst", "parallel"], options.Rules.Select(rule => rule.Name));
        var rule = options.Rules[0];
        Assert.Equal((100L, 20L, TimeSpan.FromSeconds(30), true, true), (rule.Limit, rule.Burst, rule.Window, rule.PerAgent, rule.PerTool));
        Assert.Equal(("ac*", "bot-?", "x", "*"), (rule.Tenant, rule.Agent, rule.Tool, rule.Operation));
        Assert.Equal("tools/call", options.Rules[1].Operation);
    }

    [Fact]
    public void Defaults_CountNothing_AndBoundMemory()
    {
        var options = Read();
        Assert.Empty(options.Rules);
        Assert.Equal((100_000, 10_000), (options.MaxCounters, options.MaxCountersPerTenant));
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("TokenBucket")]
    [InlineData("tokenBucket")]
    [InlineData("sliding_window")]
    [InlineData("SlidingWindow")]
    [InlineData("fixed_window")]
    [InlineData("FixedWindow")]
    [InlineData("concurrency")]
    [InlineData("Concurrency")]
    public void Algorithm_IsAcceptedInEverySpelling(string algorithm) =>
        Assert.Single(Read(("Rules:0:Name", "r"), ("Rules:0:Algorithm", algorithm), ("Rules:0:Limit", "1")).Rules);

    [Fact]
    public void Documentation_ShowsSettingsThatStart()
    {
        var text = Repository.Read("docs/quotas.md");
        var json = text.Split("```json")[1].Split("```")[0];
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Stoa:Quotas");

        using var services = new ServiceCollection().AddQuotas(section).BuildServiceProvider();

        Assert.Equal(["per-agent", "exports"], services.GetRequiredService<IOptions<QuotaOptions>>().Value.Rules.Select(rule => rule.Name));
    }

    [Theory]
    [InlineData("MaxCounter")]
    [InlineData("Rules:0:Limits")]
    public void UnknownKey_IsAnError(string key)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Read(
            ("Rules:0:Name", "r"), ("Rules:0:Algorithm", "concurrency"), ("Rules:0:Limit", "1"), (key, "5")));
        Assert.Contains(key.Split(':')[^1], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryError_IsReported_WithKeyValueAndWhatIsAllowed()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(
            ("MaxCounters", "0"), ("MaxCountersPerTenant", "-1"),
            ("Rules:0:Algorithm", "leaky_bucket"), ("Rules:0:Tool", ""), ("Rules:0:Limit", "1"),
            ("Rules:1:Name", "a"), ("Rules:1:Algorithm", "fixed_window"), ("Rules:1:Limit", "0"), ("Rules:1:Window", "00:00:00"), ("Rules:1:Burst", "5"),
            ("Rules:2:Name", "a"), ("Rules:2:Algorithm", "token_bucket"), ("Rules:2:Limit", "10"), ("Rules:2:Burst", "0")));

        Assert.Equal(
            [
                "Stoa:Quotas:MaxCounters is 0; allowed is 1 to 10000000.",
                "Stoa:Quotas:MaxCountersPerTenant is -1; allowed is 1 or more.",
                "Stoa:Quotas:Rules:0:Name is not set; a name has 1 to 128 characters.",
                "Stoa:Quotas:Rules:0:Tool is ''; a pattern has 1 to 512 characters, and '*' matches everything.",
                "Stoa:Quotas:Rules:0:Algorithm is 'leaky_bucket'; allowed is token_bucket, sliding_window, fixed_window or concurrency.",
                "Stoa:Quotas:Rules:1:Limit is 0; allowed is 1 to 1000000000000.",
                "Stoa:Quotas:Rules:1:Window is 00:00:00; allowed is 00:00:00.0010000 (1 ms) to 366.00:00:00 (366 days).",
                "Stoa:Quotas:Rules:1:Burst is 5; only token_bucket has a burst, and this rule is fixed_window.",
                "Stoa:Quotas:Rules:2:Name is 'a', which an earlier rule has; every rule needs a name of its own.",
                "Stoa:Quotas:Rules:2:Burst is 0; allowed is 1 to 1000000000000.",
            ],
            error.Failures);
    }

    [Fact]
    public async Task Limiter_FromServices_AppliesConfiguredRules_AndCanBeReplaced()
    {
        using var configured = Services(("Rules:0:Name", "r"), ("Rules:0:Algorithm", "fixed_window"), ("Rules:0:Limit", "1"));
        var limiter = configured.GetRequiredService<IQuotaLimiter>();
        var request = new QuotaRequest("acme", "bot", "tools/call", "x", 1);
        Assert.NotNull((await limiter.AcquireAsync(request, CancellationToken.None)).Value);
        Assert.NotNull((await limiter.AcquireAsync(request, CancellationToken.None)).Denial);

        var own = NSubstitute.Substitute.For<IQuotaLimiter>();
        using var services = new ServiceCollection().AddSingleton(own).AddQuotas(Section()).BuildServiceProvider();
        Assert.Same(own, services.GetRequiredService<IQuotaLimiter>());
    }

    private static QuotaOptions Read(params (string Key, string Value)[] settings) =>
        Services(settings).GetRequiredService<IOptions<QuotaOptions>>().Value;

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IResourceStore>(new DeclaredResources())
        .AddQuotas(Section(settings))
        .BuildServiceProvider();

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Quotas:{setting.Key}", (string?)setting.Value)))
        .Build()
        .GetSection("Stoa:Quotas");
}
