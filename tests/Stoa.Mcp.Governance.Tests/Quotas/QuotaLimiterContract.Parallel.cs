using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Quotas;

/// <summary>Many callers at once: exactly as many pass as there is room for.</summary>
public abstract partial class QuotaLimiterContract
{
    private const int Callers = 1_000;

    [Theory]
    [InlineData("token_bucket", 1)]
    [InlineData("token_bucket", 437)]
    [InlineData("sliding_window", 437)]
    [InlineData("fixed_window", 437)]
    [InlineData("concurrency", 437)]
    [InlineData("sliding_window", 1_000)]
    public async Task Calls_InParallel_ExactlyTheLimitPasses(string algorithm, int limit)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, limit));

        var outcomes = await Together(i => Acquire(limiter, agent: Text(i % 7)));

        Assert.Equal(limit, outcomes.Count(outcome => outcome.Value is not null));
        Assert.Equal(Callers - limit, outcomes.Count(outcome => outcome.Denial is not null));
    }

    [Fact]
    public async Task Calls_InParallel_UnderOverlappingRules_AsManyPassAsFit()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var all = random.Next(1, 900);
            var onlyX = random.Next(1, 600);
            var limiter = await CreateAsync(
                Rule("x", "token_bucket", onlyX, tool: "x"), Rule("all", "sliding_window", all), Rule("never-full", "fixed_window", 5_000, perTool: true));

            var outcomes = await Together(i => Acquire(limiter, tool: i % 2 == 0 ? "x" : "y"));

            // Were a call that 'x' refuses to hold a unit of 'all' for a moment, some 'y' would be refused with room left.
            Assert.True(
                outcomes.Count(outcome => outcome.Value is not null) == Math.Min(all, Math.Min(onlyX, Callers / 2) + (Callers / 2)),
                $"seed {seed}, round {round}: all {all}, x {onlyX}");
        }
    }

    [Fact]
    public async Task Calls_InParallel_WithRulesInOpposedOrders_DoNotWaitForEachOtherForever()
    {
        var limiter = await CreateAsync(
            Rule("a", "token_bucket", 10_000, perAgent: true), Rule("b", "fixed_window", 10_000, perTool: true), Rule("c", "sliding_window", 10_000));

        var outcomes = await Together(i => Acquire(limiter, agent: Text(i % 5), tool: Text((i + 3) % 7)));

        Assert.All(outcomes, outcome => Assert.NotNull(outcome.Value));
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    [InlineData("concurrency")]
    public async Task GiveBack_InParallelAndTwice_LeavesTheQuotaAsItWas(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 100), Rule("other", "token_bucket", 100));
        await Together(async i =>
        {
            var outcome = await Acquire(limiter);
            Parallel.Invoke(() => outcome.Value?.GiveBack(), () => outcome.Value?.GiveBack());
            return outcome;
        });

        var outcomes = await Together(_ => Acquire(limiter));
        Assert.Equal(100, outcomes.Count(outcome => outcome.Value is not null));
    }

    [Fact]
    public async Task Lease_EndedBothWaysInParallel_EndsOneWay()
    {
        var limiter = await CreateAsync(Rule("r", "fixed_window", 1_000));
        var leases = (await Together(_ => Acquire(limiter))).Select(outcome => outcome.Value!).ToArray();

        Parallel.ForEach(leases, lease => Parallel.Invoke(lease.Complete, lease.GiveBack, lease.GiveBack));

        var returned = leases.Count(lease => lease.Charged == 0);
        var outcomes = await Together(_ => Acquire(limiter));
        Assert.Equal(returned, outcomes.Count(outcome => outcome.Value is not null));
    }

    private static async Task<StepOutcome<IQuotaLease>[]> Together(Func<int, Task<StepOutcome<IQuotaLease>>> call)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, Callers).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await call(i);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(calls);
    }
}
