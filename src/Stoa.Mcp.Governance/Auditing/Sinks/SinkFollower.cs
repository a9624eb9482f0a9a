using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>One sink on one chain: reads what is durable behind the cursor, delivers it until it is taken, and moves the cursor.</summary>
internal sealed class SinkFollower(
    ITrailSink sink, ChainedLog chain, string folder, SinkCursor cursor, SinkTelemetry telemetry, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostOfBatch = 1024;

    // A busy chain has its cursor kept once in so long: what a crash has delivered again is bounded by it, and the disk has rest.
    private static readonly TimeSpan CursorInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    private readonly List<TrailEntry> _batch = new(MostOfBatch);
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _failing;
    private readonly Watermark _taken = new();
    private long _saved = Stopwatch.GetTimestamp();

    public string Sink => sink.Name;

    public string Stream => chain.Stream;

    /// <summary>The last line that the sink has.</summary>
    public long Taken => _taken.Sequence;

    /// <summary>Lines on the disk that the sink does not have.</summary>
    public long Lag => Math.Max(0, chain.Durable.Sequence - Taken);

    /// <summary>Whether the last delivery failed.</summary>
    public bool IsFailing => _failing;

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        ChainReader? reader = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                reader ??= Begin();
                await StepAsync(reader, cancellationToken);
                retry = FirstRetry;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                Failed(exception);
                await WaitToRetryAsync(retry, cancellationToken);
                retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, LongestRetry.Ticks));
            }
        }

        reader?.Dispose();
        SaveAtEnd();
    }

    /// <summary>The trail has ended: what gathers is delivered without delay.</summary>
    public void Hurry() => _ending.Cancel();

    /// <summary>Ends once the sink has all that is durable.</summary>
    public Task DrainedAsync(CancellationToken cancellationToken) => _taken.WaitBeyondAsync(chain.Durable.Sequence - 1, cancellationToken);

    public void Dispose() => _ending.Dispose();

    private ChainReader Begin()
    {
        _taken.Advance(cursor[Stream]);
        return new ChainReader(chain, folder, Taken);
    }

    private async Task StepAsync(ChainReader reader, CancellationToken cancellationToken)
    {
        // A batch that failed is delivered again before more is read.
        if (_batch.Count == 0 && reader.Read(_batch, MostOfBatch) == 0)
        {
            Save();
            await chain.Durable.WaitBeyondAsync(reader.Last, cancellationToken);
            await GatherAsync(cancellationToken);
            return;
        }

        await sink.WriteAsync(Stream, _batch, cancellationToken);
        var last = _batch[^1].Sequence;
        var full = _batch.Count == MostOfBatch;
        telemetry.Delivered(Sink, Stream, _batch.Count);
        _batch.Clear();
        _taken.Advance(last);
        Succeeded();
        cursor.Advance(Stream, last);
        if (Stopwatch.GetElapsedTime(_saved) >= CursorInterval)
        {
            Save();
        }

        if (!full)
        {
            await GatherAsync(cancellationToken);
        }
    }

    private void Save()
    {
        cursor.Save();
        _saved = Stopwatch.GetTimestamp();
    }

    private void SaveAtEnd()
    {
        try
        {
            cursor.Save();
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Succeeded()
    {
        if (_failing)
        {
            _failing = false;
            Log.SinkRestored(logger, Sink, Stream, Lag);
        }
    }

    private void Failed(Exception exception)
    {
        telemetry.Failed(Sink, Stream);
        if (!_failing)
        {
            _failing = true;
            Log.SinkFailed(logger, Sink, Stream, Lag, exception);
        }
    }

    /// <summary>Lets entries gather, until the trail has ended. By the machine's clock, not the host's: it only spreads work.</summary>
    private async Task GatherAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        await Task.Delay(Gather, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitToRetryAsync(TimeSpan retry, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        await Task.Delay(retry, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_ending.IsCancellationRequested)
        {
            // There is little time left, and all the same a sink that fails at once is not tried without a pause.
            await Task.Delay(Gather, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
