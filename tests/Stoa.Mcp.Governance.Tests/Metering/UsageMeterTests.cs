using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Metering;

public sealed class UsageMeterTests
{
    private const int SinkFailed = 7001;
    private const int Dropped = 7002;
    private const int Left = 7003;

    private readonly ManualTimeProvider _time = new();
    private readonly SignalLogger<UsageMeter> _logger = new();

    [Fact]
    public async Task Record_ReachesEverySinkInOrder()
    {
        ScriptedSink one = new("one"), two = new("two");
        await using var meter = await StartAsync(100, one, two);

        var ids = Record(meter, 50);

        await one.WaitForTakenAsync(50);
        await two.WaitForTakenAsync(50);
        Assert.Equal(ids, one.Taken);
        Assert.Equal(ids, two.Taken);
    }

    [Fact]
    public async Task HangingSink_DoesNotHoldUpAnother()
    {
        ScriptedSink hanging = new("hanging") { Gate = new TaskCompletionSource() }, other = new("other");
        await using var meter = await StartAsync(100, hanging, other);

        Record(meter, 20);

        await other.WaitForTakenAsync(20);
        Assert.Empty(hanging.Taken);
        hanging.Gate.SetResult();
        await hanging.WaitForTakenAsync(20);
    }

    [Fact]
    public async Task FailingSink_GetsTheSameEventsAgain_EachAfterALongerTime()
    {
        var sink = new ScriptedSink { Fail = true };
        await using var meter = await StartAsync(100, sink);
        var ids = Record(meter, 1);
        await sink.WaitForAttemptAsync();

        foreach (var seconds in new[] { 1, 2, 4 })
        {
            await AdvanceToNextAttemptAsync(sink, TimeSpan.FromSeconds(seconds));
        }

        sink.Fail = false;
        await AdvanceToNextAttemptAsync(sink, TimeSpan.FromSeconds(8));
        await sink.WaitForTakenAsync(1);
        Assert.Equal(ids, sink.Taken);
        Assert.Equal(4, _logger.Lines.Count(line => line.Id.Id == SinkFailed));
    }

    [Fact]
    public async Task FullQueue_DropsCountedEvents_AndNeverBlocks()
    {
        var sink = new ScriptedSink { Gate = new TaskCompletionSource() };
        await using var meter = await StartAsync(4, sink);
        Record(meter, 1);
        await sink.WaitForAttemptAsync();

        Record(meter, 4 + 7);
        sink.Gate.SetResult();

        await _logger.WaitForAsync(Dropped);
        await sink.WaitForTakenAsync(5);
        Assert.Contains(_logger.Lines, line => line.Id.Id == Dropped && line.Text.Contains(": 7 events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_DeliversWhatIsLeft()
    {
        var sink = new ScriptedSink();
        var meter = await StartAsync(10_000, sink);
        Record(meter, 3000);

        await meter.StopAsync(default);

        Assert.Equal(3000, sink.Taken.Count);
        await meter.DisposeAsync();
    }

    [Fact]
    public async Task Stop_WithFailingSink_TriesOnceMoreAndSaysWhatIsLost()
    {
        var sink = new ScriptedSink { Fail = true };
        await using var meter = await StartAsync(10, sink);
        Record(meter, 1);
        await sink.WaitForAttemptAsync();
        await _logger.WaitForAsync(SinkFailed);

        await meter.StopAsync(default);

        Assert.Contains(_logger.Lines, line => line.Id.Id == Left && line.Text.Contains("took 1 events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_WithHangingSink_EndsAtItsBound()
    {
        var sink = new ScriptedSink { Gate = new TaskCompletionSource() };
        await using var meter = await StartAsync(10, sink);
        Record(meter, 1);
        await sink.WaitForAttemptAsync();

        var stop = meter.StopAsync(default);
        _time.Advance(UsageMeter.FlushTimeout);

        await stop.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Empty(sink.Taken);
    }

    private static List<string> Record(UsageMeter meter, int count)
    {
        var entries = Enumerable.Range(0, count).Select(_ => Entries.Outcome()).ToList();
        entries.ForEach(meter.Record);
        return [.. entries.Select(entry => entry.DecisionId)];
    }

    /// <summary>The wait begins after the failure was logged, so the clock moves on until the sink is asked again.</summary>
    private async Task AdvanceToNextAttemptAsync(ScriptedSink sink, TimeSpan delay)
    {
        await _logger.WaitForAsync(SinkFailed);
        var attempts = Volatile.Read(ref sink.Attempts);
        while (!_time.HasTimers)
        {
            await Task.Yield();
        }

        _time.Advance(delay - TimeSpan.FromMilliseconds(1));
        Assert.Equal(attempts, Volatile.Read(ref sink.Attempts));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await sink.WaitForAttemptAsync();
    }

    private async Task<UsageMeter> StartAsync(int queueEvents, params IUsageSink[] sinks)
    {
        var options = Options.Create(new MeteringOptions { Folder = "", QueueEvents = queueEvents });
        var builtIn = new BuiltInUsageSinks(
            options, _time, NullLoggerFactory.Instance, new ServiceCollection().BuildServiceProvider());
        var meter = new UsageMeter(new UsageEventFactory(options), sinks, builtIn, options, _time, _logger);
        await meter.StartAsync(default);
        return meter;
    }
}
