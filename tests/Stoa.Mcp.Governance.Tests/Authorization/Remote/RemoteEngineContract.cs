using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract, and what can go wrong on the way to an engine that runs elsewhere. Nothing of it is ever an allow.</summary>
public abstract class RemoteEngineContract : RemotePolicyContract
{
    public static TheoryData<WireFault> Faults => [.. Enum.GetValues<WireFault>().Where(fault => fault is not (WireFault.None or WireFault.Silent or WireFault.DripFed))];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Answer_ThatIsNone_IsAFault(WireFault fault)
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        Assert.True((await engine.DecideAsync(Call)).Allowed);
        Server.Fault = fault;
        var before = Server.Requests;

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
        Assert.Equal(1, Server.Requests - before);
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.FilterVisibleAsync([Call, Call], CancellationToken.None));
    }

    [Theory]
    [InlineData(WireFault.Status500)]
    [InlineData(WireFault.CutJson)]
    [InlineData(WireFault.Redirect)]
    public async Task Fault_DeniesTheCall_AndEmptiesTheList(WireFault fault)
    {
        await DoubleAsync("allow := true\nvisible := true");
        var step = LastServices.GetRequiredService<PolicyStep>();
        Assert.True((await step.DecideAsync(Calls.ToolCall(), CancellationToken.None)).Allowed);
        Assert.Equal([true, true], await step.FilterVisibleAsync([Call, Call], CancellationToken.None));
        Server.Fault = fault;

        var decision = await step.DecideAsync(Calls.ToolCall(), CancellationToken.None);

        Assert.Equal((false, GovernanceCode.PolicyUnavailable), (decision.Allowed, decision.Code));
        Assert.Contains("answered with", Assert.Single(decision.Reasons), StringComparison.Ordinal);
        Assert.Equal([false, false], await step.FilterVisibleAsync([Call, Call], CancellationToken.None));
    }

    [Theory]
    [InlineData(WireFault.Silent)]
    [InlineData(WireFault.DripFed)]
    public async Task Answer_ThatDoesNotCome_IsAFaultAfterTheTimeout(WireFault fault)
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        Server.Fault = fault;

        var asking = engine.DecideAsync(Call, CancellationToken.None).AsTask();
        var listing = engine.FilterVisibleAsync([Call], CancellationToken.None).AsTask();
        await Server.Reached;
        Assert.False(asking.IsCompleted || listing.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<PolicyFault>(() => asking);
        Assert.Contains("Stoa:Policy:Timeout", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PolicyFault>(() => listing);
    }

    [Fact]
    public async Task Cancelling_Ends_AndAllowsNothing()
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        Server.Fault = WireFault.Silent;
        using var cancelling = new CancellationTokenSource();

        var asking = engine.DecideAsync(Call, cancelling.Token).AsTask();
        var listing = engine.FilterVisibleAsync([Call], cancelling.Token).AsTask();
        await Server.Reached;
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
    }

    [Fact]
    public async Task Engine_ThatIsNotThere_IsAFault()
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        await Server.DisposeAsync();

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.FilterVisibleAsync([Call], CancellationToken.None));
    }

    [Fact]
    public async Task Answer_ThatIsPacked_IsRead()
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        Server.Packs = true;

        Assert.True((await engine.DecideAsync(Call)).Allowed);
        Assert.Equal([true], await engine.FilterVisibleAsync([Call], CancellationToken.None));
    }

    // T29: as much as an answer may hold, in the forms that cost most, is read or refused at once.
    [Theory]
    [InlineData("1", 1_000_000, "", false)]
    [InlineData("0.1", 300_000, "", false)]
    [InlineData("1e999999999", 1, "", false)]
    [InlineData("1e-999999999", 1, "", false)]
    [InlineData("[", 60, "]", true)]
    [InlineData("[", 65, "]", false)]
    [InlineData("{\"a\":", 30_000, "}", false)]
    [InlineData("[[],", 200_000, "", false)]
    public async Task Answer_ThatCostsMuch_IsReadOrRefusedAtOnce(string unit, int times, string end, bool isRead)
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        Assert.True((await engine.DecideAsync(Call)).Allowed);
        Server.Besides = string.Concat(Enumerable.Repeat(unit, times)) + (end.Length == 0 ? "" : "1" + string.Concat(Enumerable.Repeat(end, times)));

        var watch = Stopwatch.StartNew();
        var error = await Record.ExceptionAsync(async () => await engine.DecideAsync(Call, CancellationToken.None));

        Assert.Equal(isRead ? null : typeof(PolicyFault), error?.GetType());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Answer_OfManySmallParts_IsReadAtOnce()
    {
        var engine = await DoubleAsync("allow := true\nvisible := true");
        Server.Besides = $"[{string.Concat(Enumerable.Repeat("[],", 300_000))}0]";

        var watch = Stopwatch.StartNew();
        Assert.True((await engine.DecideAsync(Call)).Allowed);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Token_IsSent_AndReadAnewFromItsFile()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first\n");
        var engine = await DoubleAsync("allow := true\nvisible := true", ("TokenFile", file));

        await engine.DecideAsync(Call);
        await File.WriteAllTextAsync(file, "second");
        await engine.DecideAsync(Call);
        File.Delete(file);

        Assert.Equal(["Bearer first", "Bearer second"], Server.Seen.Select(seen => seen.Token));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
    }
}
