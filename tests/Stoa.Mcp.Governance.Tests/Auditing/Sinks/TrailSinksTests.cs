using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks;

public sealed class TrailSinksTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SignalLogger<TrailSinks> _logger = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sink_GetsEveryEntryOnce_AcrossRestarts()
    {
        var ids = new List<string>();
        for (var run = 0; run < 3; run++)
        {
            var sink = new ScriptedSink();
            await using (var host = await StartAsync(sink))
            {
                for (var i = 0; i < 10; i++)
                {
                    var entry = Entries.Denial();
                    await host.Trail.AppendAsync(entry, default);
                    ids.Add(entry.DecisionId);
                }
            }

            Assert.Equal(ids.Skip(run * 10), sink.Taken);
        }
    }

    [Fact]
    public async Task Sink_ThatIsDown_GetsEverythingOnceItIsUp_AndHoldsUpNobody()
    {
        var (down, up) = (new ScriptedSink("down") { Fail = true }, new ScriptedSink("up"));
        await using var host = await StartAsync(down, up);

        await host.Trail.AppendAsync(Entries.Denial(), default);
        await up.WaitForTakenAsync(1);
        await _logger.WaitForAsync(6100);
        Assert.Equal(HealthStatus.Degraded, (await host.HealthAsync()).Status);

        down.Fail = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (down.Taken.IsEmpty || (await host.HealthAsync()).Status != HealthStatus.Healthy)
        {
            // Each chain is tried again by itself, once it waits for that.
            Assert.False(patience.IsCancellationRequested, "The sink did not recover.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await _logger.WaitForAsync(6101);
        Assert.Equal(up.Taken, down.Taken);
    }

    [Fact]
    public async Task Sink_OfARefusalChain_GetsItTooOnceAHeadCoversIt()
    {
        var sink = new ScriptedSink();
        var refusal = Entries.Denial();
        await using (var host = await StartAsync(sink))
        {
            host.Trail.AppendRefusal(refusal, "192.0.2.7");
        }

        Assert.Equal([refusal.DecisionId], sink.Taken);
    }

    [Fact]
    public async Task Cursor_OfAnotherTrail_CountsAsNone()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "cursor-scripted.json"), """{"trail":"00","audit":1000}""");
        var sink = new ScriptedSink();
        await using (var host = await StartAsync(sink))
        {
            await host.Trail.AppendAsync(Entries.Denial(), default);
        }

        Assert.Single(sink.Taken);
    }

    [Fact]
    public async Task Cursor_ThatCannotBeRead_IsToldAndGivesEverythingAgain()
    {
        var sink = new ScriptedSink();
        await using (var host = await StartAsync(sink))
        {
            await host.Trail.AppendAsync(Entries.Denial(), default);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "cursor-scripted.json"), "{");
        var again = new ScriptedSink();
        await using (await StartAsync(again))
        {
        }

        Assert.Equal(sink.Taken, again.Taken);
        Assert.Contains(_logger.Lines, line => line.Id.Id == 6103);
    }

    [Fact]
    public async Task Sink_ThatHangs_DoesNotHoldUpTheEnd()
    {
        var sink = new ScriptedSink { Gate = new TaskCompletionSource() };
        var host = await StartAsync(sink);
        await host.Trail.AppendAsync(Entries.Denial(), default);
        await sink.WaitForAttemptAsync();

        var stop = host.Sinks.StopAsync(default);
        while (!stop.IsCompleted)
        {
            _time.Advance(TrailSinks.DrainTimeout);
            await Task.Yield();
        }

        Assert.Contains(_logger.Lines, line => line.Id.Id == 6102 && line.Level == LogLevel.Warning);
    }

    [Theory]
    [InlineData("Kafka", "other", "is named 'Kafka'")]
    [InlineData("same", "same", "are all named 'same'")]
    [InlineData("", "other", "is named ''")]
    public async Task Start_WithABadName_NamesIt(string one, string other, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new ScriptedSink(one), new ScriptedSink(other)));

        Assert.Contains(message, error.Message);
    }

    private async Task<Running> StartAsync(params ITrailSink[] sinks)
    {
        var options = Options.Create(new AuditOptions());
        var disk = new OsAuditDisk(_folder.Path);
        var signer = new TrailSigner(options, disk, NullLogger<TrailSigner>.Instance);
        var trail = await Trails.StartAsync(disk);
        var running = new TrailSinks(sinks, trail, disk, signer, new SinkTelemetry(new Meters()), _time, _logger);
        try
        {
            await running.StartAsync(default);
            return new Running(trail, running);
        }
        catch
        {
            await trail.DisposeAsync();
            throw;
        }
    }

    private sealed record Running(FileAuditTrail Trail, TrailSinks Sinks) : IAsyncDisposable
    {
        public Task<HealthCheckResult> HealthAsync() => new SinkHealthCheck(Sinks).CheckHealthAsync(new HealthCheckContext());

        public async ValueTask DisposeAsync()
        {
            await Sinks.StopAsync(default);
            await Trail.DisposeAsync();
            await Sinks.DisposeAsync();
        }
    }
}
