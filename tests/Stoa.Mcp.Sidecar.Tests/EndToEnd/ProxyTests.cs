using Stoa.Mcp.Sidecar.Tests.Telemetry;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.EndToEnd;

/// <summary>The program in front of a server that cannot be changed.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Calls_AreDecidedByTheFiles_AsTheyAreNow()
    {
        await using var upstream = await Upstream.StartAsync();
        using var sidecar = new GovernedProcess(_folder, upstream, "telemetry: { stoaMetricNames: true, tenantLabels: true }");
        await sidecar.ReadyAsync();

        Assert.Contains("Unknown tool", await sidecar.CallAsync("secret"), StringComparison.Ordinal);
        Assert.StartsWith("401 ", await sidecar.CallAsync("report-fast", withKey: false), StringComparison.Ordinal);

        sidecar.Grant("secret");
        await sidecar.UntilAsync("report-fast", answer => answer.Contains("Unknown tool", StringComparison.Ordinal));
        Assert.StartsWith("200 ", await sidecar.CallAsync("secret"), StringComparison.Ordinal);

        var metrics = Exposition.Read(await sidecar.MetricsAsync());
        Assert.Equal(1, metrics.Samples["stoa_mcp_tools_calls_total{tool=\"secret\",tenant=\"acme\",status=\"success\"}"]);
    }

    [Fact]
    public async Task Sigterm_LetsTheCallUnderWayEnd()
    {
        await using var upstream = await Upstream.StartAsync();
        using var sidecar = new GovernedProcess(_folder, upstream);
        await sidecar.ReadyAsync();
        var slow = sidecar.CallAsync("report-slow");
        await upstream.SlowHasBegunAsync();

        sidecar.Process.Terminate();
        await sidecar.Process.LineAsync(line => line.Contains("\"EventId\":9024", StringComparison.Ordinal));
        Assert.False(slow.IsCompleted);
        upstream.ReleaseSlow();

        Assert.Contains("slow and done", await slow, StringComparison.Ordinal);
        Assert.Equal(0, await sidecar.Process.ExitCodeAsync());

        // Its outcome was recorded, and no start has to close it as unknown.
        var trail = string.Concat(Directory.GetFiles(_folder.PathOf("stoa-audit"), "audit-*.jsonl").Select(File.ReadAllText));
        Assert.Equal(2, trail.Split('\n').Count(line => line.Contains("report-slow", StringComparison.Ordinal)));
    }
}
