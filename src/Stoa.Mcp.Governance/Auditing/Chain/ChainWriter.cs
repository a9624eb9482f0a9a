using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>What the writer's thread does each time it is woken: open where needed, write what has gathered, cope with a sick disk.</summary>
internal sealed class ChainWriter(
    ChainedLog log, IAuditDisk disk, ChainSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly SegmentWriter _segments = new(disk, settings, time, logger);
    private EntryGroup? _kept;
    private ITimer? _retry;
    private TimeSpan _delay = FirstRetry;
    private volatile bool _waitsForRetry;
    private bool _failing;

    public void Step(bool stopping)
    {
        try
        {
            if (_segments.IsOpen || Open(stopping))
            {
                WriteAll();
            }
        }
        catch (Exception exception)
        {
            // Whatever it was, the entry is not on the disk: every kind of failure has the same answer.
            Fail(exception);
        }

        if (stopping)
        {
            End();
        }
    }

    /// <summary>Opens at once the first time and at the end, and else when the timer says so.</summary>
    private bool Open(bool stopping)
    {
        if (_waitsForRetry && !stopping)
        {
            return false;
        }

        _segments.Open();
        if (_kept is { } kept)
        {
            _segments.Write(kept);
            _kept = null;
            log.Return(kept);
        }

        log.Open();
        if (_failing)
        {
            Log.Restored(logger, settings.Prefix, disk.Location);
        }

        _failing = false;
        _delay = FirstRetry;
        return true;
    }

    private void WriteAll()
    {
        while (log.Take() is { } group)
        {
            _kept = group;
            _segments.Write(group);
            _kept = null;
            group.Succeed();
            log.Return(group);
        }
    }

    private void Fail(Exception exception)
    {
        // Whoever sees the outage can count on the retry being under way.
        _waitsForRetry = true;
        _retry?.Dispose();
        _retry = time.CreateTimer(static writer => ((ChainWriter)writer!).Retry(), this, _delay, Timeout.InfiniteTimeSpan);
        _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, LongestRetry.Ticks));

        log.Shut();
        if (!_failing)
        {
            Log.Unavailable(logger, settings.Prefix, disk.Location, exception);
        }

        _failing = true;
        if (!settings.KeepFailedGroup)
        {
            FailWaiting(exception);
        }
    }

    private void FailWaiting(Exception exception)
    {
        for (var group = _kept ?? log.Take(); group is not null; group = log.Take())
        {
            group.Fail(exception);
            log.Return(group);
        }

        _kept = null;
    }

    private void Retry()
    {
        _waitsForRetry = false;
        log.Wake();
    }

    private void End()
    {
        _retry?.Dispose();
        var lost = (_kept?.Count ?? 0) + (log.Take()?.Count ?? 0);
        if (lost > 0)
        {
            Log.LostAtEnd(logger, settings.Prefix, lost);
        }

        try
        {
            _segments.Close();
        }
        catch (IOException exception)
        {
            Log.Unavailable(logger, settings.Prefix, disk.Location, exception);
        }
    }
}
