using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

/// <summary>A whole host with its trail, watched; and a sink that lets a test wait for entries of anomalies.</summary>
internal sealed class WatchedHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Probe _probe = new();

    private WatchedHost(TempFolder folder, ManualTimeProvider time, CapturedLogs logs, double? limitTo)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder.Path });
        builder.Configuration["Stoa:Anomalies:LearnFor"] = "00:15:00";
        builder.Configuration["Stoa:Anomalies:LimitTo"] = limitTo?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        builder.Configuration["Stoa:Metering:Folder"] = "";
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ITrailSink>(_probe);
        builder.Services.AddStoaGovernance();
        _host = builder.Build();
        Time = time;
    }

    public ManualTimeProvider Time { get; }

    public IAnomalies Anomalies => Service<IAnomalies>();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<WatchedHost> StartAsync(TempFolder folder, ManualTimeProvider time, CapturedLogs logs, double? limitTo = null)
    {
        var host = new WatchedHost(folder, time, logs, limitTo);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>Calls end, evenly.</summary>
    public async Task RunAsync(int calls, TimeSpan pause)
    {
        for (var i = 0; i < calls; i++)
        {
            Time.Advance(pause);
            await Service<IAuditTrail>().AppendAsync(Entries.Outcome() with { Time = Time.GetUtcNow() }, default);
        }
    }

    /// <summary>The next entry of an anomaly.</summary>
    public async Task<JsonElement> NextAsync() => await _probe.Seen.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Whether the agent may call, by its quota.</summary>
    public ValueTask<StepOutcome<IQuotaLease>> AcquireAsync(string agent = "agent-1") =>
        Service<IQuotaLimiter>().AcquireAsync(new QuotaRequest("acme", agent, "tools/call", "get-report", 1), default);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class Probe : ITrailSink
    {
        public Channel<JsonElement> Seen { get; } = Channel.CreateUnbounded<JsonElement>();

        public string Name => "probe";

        public ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
        {
            foreach (var entry in entries.Where(entry => entry.Kind == TrailEntryKinds.Anomaly))
            {
                Seen.Writer.TryWrite(JsonElement.Parse(entry.Json.Span));
            }

            return ValueTask.CompletedTask;
        }
    }
}
