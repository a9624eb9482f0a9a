using Stoa.Mcp.Governance.Resources;
using static Stoa.Mcp.Governance.Tests.Quotas.DeclaredResources;

namespace Stoa.Mcp.Governance.Tests.Quotas;

/// <summary>Ending leases, and what counts apart from what.</summary>
public abstract partial class QuotaLimiterContract
{
    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    [InlineData("concurrency")]
    public async Task GiveBack_ReturnsTheCharge_ExactlyOnce(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 2));
        var kept = (await Acquire(limiter)).Value!;
        var lease = (await Acquire(limiter)).Value!;

        lease.GiveBack();
        lease.GiveBack();
        lease.Complete();

        Assert.Equal((1, 0), (kept.Charged, lease.Charged));
        Assert.NotNull((await Acquire(limiter)).Value);
        Assert.NotNull((await Acquire(limiter)).Denial);
    }

    [Theory]
    [InlineData("token_bucket", false)]
    [InlineData("sliding_window", false)]
    [InlineData("fixed_window", false)]
    [InlineData("concurrency", true)]
    public async Task Complete_KeepsTheCharge_AndFreesThePermit(string algorithm, bool frees)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 1));
        var lease = (await Acquire(limiter)).Value!;

        lease.Complete();
        lease.GiveBack();

        Assert.Equal(1, lease.Charged);
        Assert.Equal(frees, (await Acquire(limiter)).Value is not null);
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    public async Task GiveBack_ToAWindowThatHasPassed_AddsNothing(string algorithm)
    {
        var limiter = await CreateAsync(Rule("r", algorithm, 5));
        var old = (await Acquire(limiter, cost: 5)).Value!;
        await AdvanceAsync(TimeSpan.FromSeconds(61));
        await Acquire(limiter, cost: 4);

        old.GiveBack();

        Assert.NotNull((await Acquire(limiter)).Value);
        Assert.NotNull((await Acquire(limiter)).Denial);
    }

    [Fact]
    public async Task Concurrency_HoldsOnePermitForACall_WhateverItCosts()
    {
        var limiter = await CreateAsync(Rule("r", "concurrency", 2));
        var first = (await Acquire(limiter, cost: 50)).Value!;
        Assert.Equal(0, (await Acquire(limiter)).Value!.State!.Remaining);
        Assert.NotNull((await Acquire(limiter)).Denial);

        first.Complete();

        Assert.NotNull((await Acquire(limiter)).Value);
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 3)]
    [InlineData(false, true, 4)]
    [InlineData(true, true, 12)]
    public async Task Rule_CountsApart_WhatItsScopeNames(bool perAgent, bool perTool, int passing)
    {
        var limiter = await CreateAsync(Rule("r", "fixed_window", 1, perAgent: perAgent, perTool: perTool));
        var passed = 0;
        for (var i = 0; i < 24; i++)
        {
            passed += (await Acquire(limiter, agent: Text(i % 3), tool: Text(i % 4))).Value is null ? 0 : 1;
        }

        Assert.Equal(passing, passed);
    }

    [Fact]
    public async Task Tenants_NeverShareACount()
    {
        var limiter = await CreateAsync(Rule("r", "fixed_window", 1));
        Assert.NotNull((await Acquire(limiter, tenant: "acme")).Value);
        Assert.NotNull((await Acquire(limiter, tenant: "globex")).Value);
        Assert.NotNull((await Acquire(limiter, tenant: "acme")).Denial);
    }

    [Fact]
    public async Task Rules_OfTenantsAndGrants_HoldForTheirTenantOnly()
    {
        Resources.Declare("1", [Tenant("acme", Window("a", 3)), Tenant("globex")], Grant("g", "acme", Window("b", 1) with { Tool = new("x*") }));
        var limiter = await CreateAsync();

        await Acquire(limiter, tool: "x1");
        Assert.Equal(["b"], (await Acquire(limiter, tool: "x2")).Denial!.MatchedRules);
        Assert.NotNull((await Acquire(limiter, tool: "y")).Value);
        Assert.NotNull((await Acquire(limiter, tool: "y")).Value);
        Assert.Equal(["a"], (await Acquire(limiter, tool: "y")).Denial!.MatchedRules);
        Assert.Null((await Acquire(limiter, tenant: "globex")).Value!.State);
    }

    [Fact]
    public async Task Reload_KeepsTheCountsOfUnchangedRules_AndAppliesChangedOnes()
    {
        Resources.Declare("1", [Tenant("acme", Window("same", 3), Window("raised", 1) with { Tool = new("y") })]);
        var limiter = await CreateAsync();
        await Acquire(limiter, tool: "x");
        await Acquire(limiter, tool: "y");
        Assert.Equal(["raised"], (await Acquire(limiter, tool: "y")).Denial!.MatchedRules);

        // Equal rules, new objects, another line, another order.
        Resources.Declare("2", [Tenant("acme", Window("raised", 2) with { Tool = new("y") }, Window("same", 3)) with { Source = "acme.yaml:9" }]);

        Assert.NotNull((await Acquire(limiter, tool: "y")).Value);
        var denial = (await Acquire(limiter, tool: "x")).Denial!;
        Assert.Equal(["same"], denial.MatchedRules);
        Assert.Contains("acme.yaml:9", Assert.Single(denial.Reasons), StringComparison.Ordinal);
    }

    private static QuotaRule Window(string name, long limit) => new() { Name = name, Algorithm = QuotaAlgorithm.SlidingWindow, Limit = limit };
}
