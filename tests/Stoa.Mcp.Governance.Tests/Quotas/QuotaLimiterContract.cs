using System.Globalization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas;

/// <summary>What every <see cref="IQuotaLimiter"/> must do, wherever it keeps its counts.</summary>
public abstract partial class QuotaLimiterContract
{
    private protected DeclaredResources Resources { get; } = new();

    /// <summary>A limiter whose counts are all untouched.</summary>
    protected abstract ValueTask<IQuotaLimiter> CreateAsync(IResourceStore resources, QuotaOptions options);

    /// <summary>Lets time pass on the clock that the counts go by.</summary>
    protected abstract ValueTask AdvanceAsync(TimeSpan by);

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    [InlineData("concurrency")]
    public async Task Call_WithExhaustedQuota_IsDenied(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 3));
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull((await Acquire(limiter)).Value);
        }

        var denial = (await Acquire(limiter)).Denial;

        Assert.Equal(GovernanceCode.QuotaExceeded, denial?.Code);
        Assert.Equal("quota", denial?.Step);
        Assert.Equal(["r"], denial?.MatchedRules);
        Assert.True(denial?.RetryAfter > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    public async Task Call_AfterRetryAfter_Passes_AndJustBeforeIt_DoesNot(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 7, window: TimeSpan.FromSeconds(10)));
        for (var i = 0; i < 7; i++)
        {
            await Acquire(limiter);
        }

        var wait = (await Acquire(limiter)).Denial!.RetryAfter!.Value;
        await AdvanceAsync(wait - TimeSpan.FromMilliseconds(10));
        Assert.NotNull((await Acquire(limiter)).Denial);
        await AdvanceAsync(TimeSpan.FromMilliseconds(10));
        Assert.NotNull((await Acquire(limiter)).Value);
    }

    [Fact]
    public async Task Denial_TellsTheOperatorRuleTenantLimitAndSetting()
    {
        var limiter = await CreateAsync(Rule("nightly", "fixed_window", 1, window: TimeSpan.FromHours(1), perAgent: true));
        await Acquire(limiter);

        var reason = Assert.Single((await Acquire(limiter)).Denial!.Reasons);

        Assert.Contains("'nightly'", reason, StringComparison.Ordinal);
        Assert.Contains("tenant 'acme', agent 'bot'", reason, StringComparison.Ordinal);
        Assert.Contains("0 of 1 per 01:00:00", reason, StringComparison.Ordinal);
        Assert.Contains("Stoa:Quotas:Rules:0", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denial_CarriesStateAndWaitOfTheSlowestExhaustedRule()
    {
        var limiter = await CreateAsync(
            Rule("minute", "fixed_window", 1, window: TimeSpan.FromMinutes(1)),
            Rule("hour", "fixed_window", 1, window: TimeSpan.FromHours(1)),
            Rule("roomy", "fixed_window", 100, window: TimeSpan.FromDays(1)));
        await Acquire(limiter);

        var denial = (await Acquire(limiter)).Denial!;

        Assert.Equal(["hour", "minute"], denial.MatchedRules.Order());
        Assert.Equal("hour", denial.Quota?.Rule);
        Assert.Equal((1L, 0L), (denial.Quota!.Limit, denial.Quota.Remaining));
        Assert.Equal(denial.Quota.ResetAfter, denial.RetryAfter);
        Assert.InRange(denial.RetryAfter!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Call_ThatOneRuleRefuses_TakesNothingFromTheOthers()
    {
        var limiter = await CreateAsync(Rule("all", "sliding_window", 10), Rule("x-only", "token_bucket", 1, tool: "x"));
        await Acquire(limiter, tool: "x");
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(["x-only"], (await Acquire(limiter, tool: "x")).Denial!.MatchedRules);
        }

        Assert.Equal(8, (await Acquire(limiter, tool: "y")).Value!.State!.Remaining);
    }

    [Fact]
    public async Task State_IsThatOfTheRuleWithTheSmallestShareLeft()
    {
        var limiter = await CreateAsync(Rule("wide", "fixed_window", 4), Rule("tight", "sliding_window", 10));

        Assert.Equal("wide", (await Acquire(limiter)).Value!.State!.Rule);

        limiter = await CreateAsync(Rule("wide", "fixed_window", 100), Rule("tight", "sliding_window", 10));
        var state = (await Acquire(limiter, cost: 3)).Value!.State!;
        Assert.Equal(("tight", 10L, 7L), (state.Rule, state.Limit, state.Remaining));
        Assert.InRange(state.ResetAfter, TimeSpan.FromSeconds(59), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    public async Task Call_WithCost_TakesThatManyUnits(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 10));
        Assert.Equal(4, (await Acquire(limiter, cost: 6)).Value!.State!.Remaining);
        Assert.Equal(4, (await Acquire(limiter, cost: 5)).Denial!.Quota!.Remaining);
        Assert.Equal(4, (await Acquire(limiter, cost: 4)).Value!.Charged);
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    public async Task Call_WithCostZero_TakesNothingAndNeedsNothing(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 2));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((0, 2L), (await Acquire(limiter, cost: 0)).Value is { } free ? (free.Charged, free.State!.Remaining) : default);
        }

        await Acquire(limiter);
        await Acquire(limiter);
        Assert.Equal(0, (await Acquire(limiter, cost: 0)).Value!.Charged);
    }

    [Fact]
    public async Task Call_WithCostZero_CountsAmongCallsAtTheSameTime()
    {
        var limiter = await CreateAsync(Rule("r", "concurrency", 1));
        var running = (await Acquire(limiter, cost: 0)).Value!;
        Assert.NotNull((await Acquire(limiter, cost: 0)).Denial);

        running.GiveBack();
        (await Acquire(limiter, cost: 0)).Value!.Complete();
        Assert.NotNull((await Acquire(limiter, cost: 1)).Value);
    }

    [Fact]
    public async Task Call_ThatCostsMoreThanARuleCanHold_IsDeniedWithoutRetryTime()
    {
        var limiter = await CreateAsync(Rule("r", "token_bucket", 10));

        var denial = (await Acquire(limiter, cost: 11)).Denial!;

        Assert.Null(denial.RetryAfter);
        Assert.Contains("can never hold", Assert.Single(denial.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithNegativeCost_Throws()
    {
        var limiter = await CreateAsync(Rule("r", "token_bucket", 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Acquire(limiter, cost: -1));
    }

    [Fact]
    public async Task Call_ThatNoRuleCounts_PassesWithoutStateOrCharge()
    {
        var limiter = await CreateAsync(Rule("r", "token_bucket", 1, tool: "other"));
        var lease = (await Acquire(limiter, cost: 5)).Value!;
        lease.GiveBack();
        Assert.Equal((null, 0), (lease.State, lease.Charged));
    }

    private protected ValueTask<IQuotaLimiter> CreateAsync(params QuotaRuleOptions[] rules)
    {
        var options = new QuotaOptions();
        foreach (var rule in rules)
        {
            options.Rules.Add(rule);
        }

        return CreateAsync(Resources, options);
    }

    private protected static QuotaRuleOptions Rule(
        string name, string algorithm, long limit, TimeSpan? window = null, string tool = "*", bool perAgent = false, bool perTool = false) => new()
        {
            Name = name,
            Algorithm = algorithm,
            Limit = limit,
            Window = window ?? TimeSpan.FromMinutes(1),
            Tool = tool,
            PerAgent = perAgent,
            PerTool = perTool,
        };

    private protected static async Task<StepOutcome<IQuotaLease>> Acquire(
        IQuotaLimiter limiter, string tool = "x", int cost = 1, string tenant = "acme", string agent = "bot", string operation = "tools/call") =>
        await limiter.AcquireAsync(new QuotaRequest(tenant, agent, operation, tool, cost), CancellationToken.None);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
