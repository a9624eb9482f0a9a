using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Quotas;

/// <summary>The counts in memory: the contract, and what only they promise.</summary>
public sealed class LocalQuotaLimiterTests : QuotaLimiterContract
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("token_bucket", 10)]
    [InlineData("token_bucket", -10)]
    [InlineData("sliding_window", 10)]
    [InlineData("sliding_window", -10)]
    [InlineData("fixed_window", 10)]
    [InlineData("fixed_window", -10)]
    public async Task WallClock_SetByTenYears_AddsNothingAndLocksNothing(string algorithm, int years)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 5));
        await Acquire(limiter, cost: 5);

        _time.SetUtcNow(_time.GetUtcNow().AddYears(years));

        Assert.NotNull((await Acquire(limiter)).Denial);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.NotNull((await Acquire(limiter, cost: 5)).Value);
    }

    [Fact]
    public async Task Counters_ThatAreFullAgain_AreDropped()
    {
        var limiter = (LocalQuotaLimiter)await CreateAsync(Rule("r", "sliding_window", 5, perAgent: true));
        for (var i = 0; i < 1_000; i++)
        {
            await Acquire(limiter, agent: $"a{i}");
        }

        Assert.Equal(1_000, limiter.CounterCount);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 10; i++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
            await Acquire(limiter, agent: "last");
        }

        Assert.Equal(1, limiter.CounterCount);
    }

    [Fact]
    public async Task Counters_OfCallsInFlight_AreKept()
    {
        var limiter = (LocalQuotaLimiter)await CreateAsync(Rule("r", "concurrency", 1, perAgent: true));
        await Acquire(limiter, agent: "a");
        for (var i = 0; i < 10; i++)
        {
            await AdvanceAsync(TimeSpan.FromDays(1));
            (await Acquire(limiter, agent: $"b{i}")).Value!.Complete();
        }

        Assert.NotNull((await Acquire(limiter, agent: "a")).Denial);
        Assert.InRange(limiter.CounterCount, 1, 2);
    }

    [Fact]
    public async Task Counter_ThatCannotBeHeld_DeniesAndNamesTheSetting()
    {
        var options = new QuotaOptions { MaxCounters = 3 };
        options.Rules.Add(Rule("r", "fixed_window", 5, perAgent: true));
        var limiter = await CreateAsync(Resources, options);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull((await Acquire(limiter, agent: $"a{i}")).Value);
        }

        var denial = (await Acquire(limiter, agent: "a3")).Denial!;

        Assert.Equal(GovernanceCode.QuotaExceeded, denial.Code);
        Assert.NotNull(denial.RetryAfter);
        Assert.Contains("Stoa:Quotas:MaxCounters", Assert.Single(denial.Reasons), StringComparison.Ordinal);
        Assert.NotNull((await Acquire(limiter, agent: "a0")).Value);

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.NotNull((await Acquire(limiter, agent: "a3")).Value);
    }

    [Fact]
    public async Task Tenant_ThatHoldsItsMostCounters_LeavesRoomForOthers()
    {
        var options = new QuotaOptions { MaxCountersPerTenant = 2 };
        options.Rules.Add(Rule("r", "fixed_window", 5, perAgent: true));
        var limiter = await CreateAsync(Resources, options);
        await Acquire(limiter, agent: "a");
        await Acquire(limiter, agent: "b");

        var reason = Assert.Single((await Acquire(limiter, agent: "c")).Denial!.Reasons);

        Assert.Contains("Stoa:Quotas:MaxCountersPerTenant", reason, StringComparison.Ordinal);
        Assert.NotNull((await Acquire(limiter, agent: "c", tenant: "globex")).Value);
    }

    [Fact]
    public async Task Calls_InParallel_WhileCountersAreDropped_LoseNoCharge()
    {
        // Checks make idle counters, every second of the clock sweeps them, and none of the windows ends: were a counter charged after it
        // was dropped, a further call would pass.
        var options = new QuotaOptions { MaxCounters = 50 };
        options.Rules.Add(Rule("r", "fixed_window", 10, window: TimeSpan.FromDays(30), perAgent: true));
        var limiter = await CreateAsync(Resources, options);
        var passed = new int[40];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 4_000; i++)
            {
                var agent = (i + worker) % passed.Length;
                var cost = i % 3 == 0 ? 0 : 1;
                _time.Advance(TimeSpan.FromSeconds(1));
                if ((await Acquire(limiter, agent: $"a{agent}", cost: cost)).Value is not null)
                {
                    Interlocked.Add(ref passed[agent], cost);
                }
            }
        })));

        Assert.All(passed, count => Assert.Equal(10, count));
    }

    [Fact]
    public async Task Rule_OfATenantThatCannotCount_ThrowsAndNamesItsSource()
    {
        var broken = new QuotaRule { Name = "zero", Algorithm = QuotaAlgorithm.FixedWindow, Limit = 0 };
        Resources.Declare("1", [DeclaredResources.Tenant("acme", broken)]);
        var limiter = await CreateAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Acquire(limiter));

        Assert.Contains("'zero'", error.Message, StringComparison.Ordinal);
        Assert.Contains("acme.yaml:1", error.Message, StringComparison.Ordinal);
    }

    protected override ValueTask<IQuotaLimiter> CreateAsync(IResourceStore resources, QuotaOptions options)
    {
        var wrapped = Options.Create(options);
        var rules = new QuotaRuleBook(resources, wrapped, NullLogger<QuotaRuleBook>.Instance);
        return ValueTask.FromResult<IQuotaLimiter>(new LocalQuotaLimiter(rules, wrapped, _time, NullLogger<LocalQuotaLimiter>.Instance));
    }

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return ValueTask.CompletedTask;
    }
}
