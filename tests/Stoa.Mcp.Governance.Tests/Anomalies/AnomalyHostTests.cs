using System.Diagnostics.Metrics;
using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

public sealed class AnomalyHostTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CapturedLogs _logs = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARise_IsAnEntry_ALogAndAMetric_Once()
    {
        long counted = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        await using var host = await StartAsync();
        await RiseAsync(host);

        var entry = await host.NextAsync();

        var anomaly = entry.GetProperty("anomaly");
        Assert.Equal(("acme", "opened", "poisson_cusum"), (entry.GetProperty("tenant").GetString(), anomaly.GetProperty("state").GetString(), anomaly.GetProperty("method").GetString()));
        Assert.Equal(("agent-1", "get-report"), (anomaly.GetProperty("agent").GetString(), anomaly.GetProperty("tool").GetString()));
        Assert.True(anomaly.GetProperty("ratio").GetDouble() > 5);
        Assert.Equal(entry.GetProperty("decision_id").GetString(), Assert.Single(host.Anomalies.Open).Id);
        Assert.Single(_logs.Lines, line => line.Id == 7200);
        Assert.Equal(1, Interlocked.Read(ref counted));
    }

    [Fact]
    public async Task ALimit_HoldsForThatAgentAlone_UntilItIsAcknowledged()
    {
        await using var host = await StartAsync(limitTo: 1);
        await RiseAsync(host);
        var id = (await host.NextAsync()).GetProperty("decision_id").GetString()!;

        var denial = await DrainAsync(host);
        Assert.Equal((GovernanceCode.QuotaExceeded, "anomaly"), (denial.Code, Assert.Single(denial.MatchedRules)));
        Assert.Contains(id, Assert.Single(denial.Reasons), StringComparison.Ordinal);
        Assert.NotNull((await host.AcquireAsync("agent-2")).Value);

        Assert.True(await host.Anomalies.AcknowledgeAsync(id, "ada"));
        Assert.NotNull((await host.AcquireAsync()).Value);
        var entry = (await host.NextAsync()).GetProperty("anomaly");
        Assert.Equal(("acknowledged", "ada"), (entry.GetProperty("state").GetString(), entry.GetProperty("by").GetString()));
        Assert.False(await host.Anomalies.AcknowledgeAsync(id));
    }

    [Fact]
    public async Task Restart_KeepsTheAnomalyAndItsLimit()
    {
        string id;
        await using (var host = await StartAsync(limitTo: 1))
        {
            await RiseAsync(host);
            id = (await host.NextAsync()).GetProperty("decision_id").GetString()!;
        }

        await using var again = await StartAsync(limitTo: 1);

        Assert.Equal((id, AnomalyState.Opened), (Assert.Single(again.Anomalies.Open).Id, again.Anomalies.Open[0].State));
        Assert.Equal(GovernanceCode.QuotaExceeded, (await DrainAsync(again)).Code);
        Assert.DoesNotContain(_logs.Lines, line => line.Id == 7203);
    }

    [Fact]
    public async Task Memory_ThatIsDamaged_IsToldAndLearnedAnew()
    {
        await using (var host = await StartAsync())
        {
            await RiseAsync(host);
            await host.NextAsync();
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "stoa-audit", "anomalies.memory"), "x");
        await using var again = await StartAsync();

        Assert.Empty(again.Anomalies.Open);
        Assert.Single(_logs.Lines, line => line.Id == 7203);
    }

    private Task<WatchedHost> StartAsync(double? limitTo = null) => WatchedHost.StartAsync(_folder, _time, _logs, limitTo);

    /// <summary>Half an hour of a call each half minute, then five a second.</summary>
    private static async Task RiseAsync(WatchedHost host)
    {
        await host.RunAsync(70, TimeSpan.FromSeconds(30));
        await host.RunAsync(60, TimeSpan.FromMilliseconds(200));
    }

    private static async Task<GovernanceDecision> DrainAsync(WatchedHost host)
    {
        for (var i = 0; i < 1000; i++)
        {
            if ((await host.AcquireAsync()).Denial is { } denial)
            {
                return denial;
            }
        }

        throw new InvalidOperationException("No limit holds.");
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == Names.Anomalies)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }
}
