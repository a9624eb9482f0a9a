using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Quotas;

/// <summary>A counter that is dropped between being found and being charged: the one interleaving that could lose a charge, forced.</summary>
public sealed class CounterEvictionTests
{
    [Fact]
    public async Task Counter_DroppedAfterACallFoundIt_IsNotCharged()
    {
        var time = new InterruptingTime();
        var limiter = Limiter(time);
        await limiter.AcquireAsync(Request("acme", "t1", cost: 0), CancellationToken.None);

        // The call finds the idle counter of 'once', then makes one for tool t2, which reads the clock: there another call sweeps.
        time.Interrupt = () =>
        {
            time.Manual.Advance(TimeSpan.FromSeconds(1));
            Assert.True(limiter.AcquireAsync(Request("globex", "t1", cost: 0), CancellationToken.None).AsTask().IsCompletedSuccessfully);
        };
        Assert.NotNull((await limiter.AcquireAsync(Request("acme", "t2", cost: 1), CancellationToken.None)).Value);

        Assert.Null(time.Interrupt);
        Assert.Equal(["once"], (await limiter.AcquireAsync(Request("acme", "t3", cost: 1), CancellationToken.None)).Denial!.MatchedRules);
    }

    private static QuotaRequest Request(string tenant, string tool, int cost) => new(tenant, "bot", "tools/call", tool, cost);

    private static LocalQuotaLimiter Limiter(TimeProvider time)
    {
        var options = new QuotaOptions();
        options.Rules.Add(new QuotaRuleOptions { Name = "once", Algorithm = "fixed_window", Limit = 1, Window = TimeSpan.FromDays(1) });
        options.Rules.Add(new QuotaRuleOptions { Name = "each", Algorithm = "token_bucket", Limit = 9, PerTool = true });
        var wrapped = Options.Create(options);
        var rules = new QuotaRuleBook(new DeclaredResources(), wrapped, NullLogger<QuotaRuleBook>.Instance);
        return new LocalQuotaLimiter(rules, wrapped, time, NullLogger<LocalQuotaLimiter>.Instance);
    }

    private sealed class InterruptingTime : TimeProvider
    {
        public ManualTimeProvider Manual { get; } = new();

        public Action? Interrupt { get; set; }

        public override long TimestampFrequency => Manual.TimestampFrequency;

        public override long GetTimestamp()
        {
            var interrupt = Interrupt;
            Interrupt = null;
            interrupt?.Invoke();
            return Manual.GetTimestamp();
        }
    }
}
