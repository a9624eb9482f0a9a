using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>
/// The queue of one sink. Delivers in order, in batches of what has gathered, each again and again until the sink has taken it.
/// </summary>
internal sealed class UsageSinkPump(IUsageSink sink, int queueEvents, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostOfBatch = 1024;
    private const int ShortQueue = 4096;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Channel<UsageEvent> _queue = Channel.CreateBounded<UsageEvent>(
        new BoundedChannelOptions(queueEvents) { SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _giveUp = new();
    private Task _running = Task.CompletedTask;
    private long _dropped;

    /// <summary>Events that the sink will never see.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(UsageEvent usage)
    {
        if (!_queue.Writer.TryWrite(usage))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Delivers what is left, until <paramref name="bound"/> ends it.</summary>
    public async Task StopAsync(CancellationToken bound)
    {
        if (!_queue.Writer.TryComplete())
        {
            return;
        }

        await _stopping.CancelAsync();
        using (bound.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _giveUp))
        {
            // A sink that does not heed its token must not hold up the host either.
            await _running.WaitAsync(bound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_queue.Reader.Count > 0)
        {
            Log.LeftAtEnd(logger, sink.Name, _queue.Reader.Count);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _giveUp.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<UsageEvent>(MostOfBatch);
        var reported = 0L;
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostOfBatch && _queue.Reader.TryRead(out var usage))
            {
                batch.Add(usage);
            }

            if (!await DeliverAsync(batch))
            {
                Log.LeftAtEnd(logger, sink.Name, batch.Count);
                return;
            }

            reported = ReportDropped(reported);
            await GatherAsync(batch.Count);
            // Not cleared: a sink may keep the list it was given.
            batch = new List<UsageEvent>(MostOfBatch);
        }
    }

    // Lets events gather, so that a busy sink takes some batches a second instead of each event alone. A full batch has gathered, and
    // a short queue is emptied at once. By the machine's clock, not the host's: no event's fate hangs on it.
    private async ValueTask GatherAsync(int delivered)
    {
        if (delivered < MostOfBatch && queueEvents >= ShortQueue)
        {
            await Task.Delay(Pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> DeliverAsync(List<UsageEvent> batch)
    {
        for (var delay = FirstRetry; ; delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestRetry.Ticks)))
        {
            // The end of the host cuts a wait short for one last attempt.
            var last = _stopping.IsCancellationRequested;
            try
            {
                await sink.WriteAsync(batch, _giveUp.Token);
                return true;
            }
            catch (Exception exception)
            {
                Log.SinkFailed(logger, sink.Name, batch.Count, exception);
            }

            if (last || _giveUp.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(delay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private long ReportDropped(long reported)
    {
        var dropped = Dropped;
        if (dropped > reported)
        {
            Log.Dropped(logger, sink.Name, dropped - reported);
        }

        return dropped;
    }
}
