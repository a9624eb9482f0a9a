using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Kafka.TestHost;

/// <summary>One life of the host.</summary>
internal sealed class HostRun(IHost host) : IAsyncDisposable
{
    private const int Tenants = 16;

    public static async Task<HostRun> StartAsync(string folder, string bootstrap, string prefix, string[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Audit:Folder"] = folder,
            ["Stoa:Audit:QueueEntries"] = "1000000",
            ["Stoa:Metering:Folder"] = "",
            ["Stoa:Kafka:Producer:bootstrap.servers"] = bootstrap,
            ["Stoa:Kafka:Topics:Audit"] = prefix + ".audit",
            ["Stoa:Kafka:Topics:Heads"] = prefix + ".heads",
            ["Stoa:Kafka:Topics:Metering"] = prefix + ".metering",
            ["Stoa:Kafka:Topics:Errors"] = prefix + ".errors",
            ["Stoa:Kafka:Topics:Anomalies"] = prefix + ".anomalies",
        });
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            builder.Configuration[setting[0]] = setting[1];
        }

        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStoaGovernance().AddKafka();
        var host = builder.Build();
        await host.StartAsync();
        return new HostRun(host);
    }

    /// <summary>Records calls of every tenant, the calls of one tenant one after the other; tells once half of them are recorded.</summary>
    public async Task<string> AppendAsync(int calls, Action? half = null)
    {
        var toHalf = calls / Tenants * Tenants / 2;
        var trail = host.Services.GetRequiredService<FileAuditTrail>();
        var clock = Stopwatch.StartNew();
        var longest = await Task.WhenAll(Enumerable.Range(0, Tenants).Select(tenant => Task.Run(() => RecordAsync(trail, tenant, calls / Tenants, Recorded))));
        return string.Create(CultureInfo.InvariantCulture, $"appended {calls / Tenants * Tenants} calls in {clock.ElapsedMilliseconds} ms, longest {longest.Max().TotalMilliseconds:F0} ms");

        void Recorded()
        {
            if (Interlocked.Decrement(ref toHalf) == 0)
            {
                half?.Invoke();
            }
        }
    }

    /// <summary>Ends once the sink has everything.</summary>
    public async Task<string> DrainAsync()
    {
        var followers = host.Services.GetRequiredService<TrailSinks>().Followers;
        var lag = followers.Sum(follower => follower.Lag);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(followers.Select(follower => follower.DrainedAsync(CancellationToken.None)));
        return string.Create(CultureInfo.InvariantCulture, $"drained {lag} entries in {clock.ElapsedMilliseconds} ms");
    }

    public async Task<string> HealthAsync()
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("sinks"));
        return string.Join(' ', report.Entries.Select(entry => $"{entry.Key}={entry.Value.Status}"));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static async Task<TimeSpan> RecordAsync(FileAuditTrail trail, int tenant, int calls, Action recorded)
    {
        var longest = TimeSpan.Zero;
        for (var i = 0; i < calls; i++)
        {
            foreach (var entry in HostCalls.RecordOf(string.Create(CultureInfo.InvariantCulture, $"tenant-{tenant}"), i))
            {
                var begun = Stopwatch.GetTimestamp();
                await trail.AppendAsync(entry, CancellationToken.None);
                var took = Stopwatch.GetElapsedTime(begun);
                longest = took > longest ? took : longest;
            }

            recorded();
        }

        return longest;
    }
}
