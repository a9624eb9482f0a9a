using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Keeping;

/// <summary>
/// Compresses complete segments of calls and removes old ones, once a minute. Nothing that a sink has still to get is touched. The
/// refusals' chain keeps to its share by itself.
/// </summary>
internal sealed class TrailKeeper(
    IAuditDisk disk, IOptions<AuditOptions> options, TrailSinks sinks, TimeProvider time, ILogger<TrailKeeper> logger) : BackgroundService
{
    private const string Stream = TrailStreams.Audit;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                TryKeep(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end, also of a host that was disposed of without being stopped.
        }
    }

    private void TryKeep(CancellationToken cancellationToken)
    {
        try
        {
            Keep(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.KeepingFailed(logger, disk.Location, exception);
        }
    }

    /// <summary>Does what is due.</summary>
    /// <exception cref="IOException">The disk did not do what it was asked; what was done stays done.</exception>
    internal void Keep(CancellationToken cancellationToken)
    {
        var segments = SegmentName.Among(disk.List(Stream + "-"), Stream);
        var complete = Complete(segments);
        foreach (var segment in complete.Take(Removable(segments, complete)).ToList())
        {
            disk.Delete(segment.Text);
            disk.Delete(segment.Text + SegmentTail.TornExtension);
            complete.Remove(segment);
            Log.SegmentRemoved(logger, segment.Text);
        }

        foreach (var segment in complete.Where(segment => options.Value.Compress && !segment.IsCompressed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            SegmentCompressor.Compress(disk, segment);
            Log.SegmentCompressed(logger, segment.Text);
        }
    }

    /// <summary>The segments that nothing is added to and that every sink has, oldest first.</summary>
    private List<SegmentName> Complete(List<SegmentName> segments)
    {
        var taken = sinks.TakenByAll(Stream);
        return [.. segments.SkipLast(1).TakeWhile((_, i) => segments[i + 1].FirstSequence - 1 <= taken)];
    }

    /// <summary>How many of the complete segments, from the oldest, are to go. A segment's last entry is as old as its successor.</summary>
    private int Removable(List<SegmentName> segments, List<SegmentName> complete)
    {
        var (now, count) = (time.GetUtcNow(), 0);
        var total = options.Value.RetainBytes is null ? 0 : segments.Sum(segment => disk.LengthOf(segment.Text));
        for (; count < complete.Count; count++)
        {
            var tooOld = options.Value.RetainFor is { } age && now - segments[count + 1].Begun > age;
            var tooMuch = options.Value.RetainBytes is { } bytes && total > bytes;
            if (!tooOld && !tooMuch)
            {
                break;
            }

            total -= options.Value.RetainBytes is null ? 0 : disk.LengthOf(segments[count].Text);
        }

        return count;
    }
}
