using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Auditing.Records;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>What the writer's thread does each time it is woken: open where needed, write what has gathered, cope with a sick disk.</summary>
internal sealed class ChainWriter(
    ChainedLog log, IAuditDisk disk, ChainSettings settings, TrailSigner signer, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly HeadSchedule _heads = new(time, log.Wake);
    private SegmentWriter? _segmentWriter;
    private EntryGroup? _kept;
    private ITimer? _retry;
    private TimeSpan _delay = FirstRetry;
    private volatile bool _waitsForRetry;
    private bool _failing;

    private SegmentWriter Segments => _segmentWriter ??= new SegmentWriter(disk, settings, signer, log, _heads, time, logger);

    public void Step(bool stopping)
    {
        try
        {
            if (Segments.IsOpen || Open(stopping))
            {
                WriteGathered(stopping);
                CloseLost();
                Segments.WriteDueHead();
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

        Segments.Refused(log.TakeRefused());
        Segments.Open();
        if (_kept is { } kept)
        {
            Segments.Write(kept);
            _kept = null;
            log.Return(kept);
        }

        CloseLost();
        log.Open();
        if (_failing)
        {
            Log.Restored(logger, settings.Stream, disk.Location);
        }

        _failing = false;
        _delay = FirstRetry;
        return true;
    }

    private void CloseLost()
    {
        while (log.TakeLost() is { } decision)
        {
            Segments.Lost(decision);
        }

        Segments.CloseLost();
    }

    /// <summary>Writes all that has gathered. What gathers meanwhile comes next where callers wait for it, and else after the pause.</summary>
    private void WriteGathered(bool stopping)
    {
        var goesOn = stopping || settings.Pause == TimeSpan.Zero;
        while (log.Take() is { } group)
        {
            _kept = group;
            Segments.Write(group);
            _kept = null;
            group.Succeed();
            log.Return(group);
            if (!goesOn)
            {
                break;
            }
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
            Log.Unavailable(logger, settings.Stream, disk.Location, exception);
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
            Account(group);
            log.Return(group);
        }

        _kept = null;
    }

    /// <summary>What becomes of the calls whose entries failed: those that ran are closed later, the others were refused.</summary>
    private void Account(EntryGroup group)
    {
        for (var i = 0; settings.HoldsRecords && i < group.Count; i++)
        {
            if (OpenRecords.IsOutcome(group[i], out var decision))
            {
                Segments.Lost(decision);
            }
            else
            {
                Segments.Refused(1);
            }
        }
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
            Log.LostAtEnd(logger, settings.Stream, lost);
        }

        try
        {
            Segments.Close();
        }
        catch (IOException exception)
        {
            Log.Unavailable(logger, settings.Stream, disk.Location, exception);
        }
    }

    public void Dispose()
    {
        _retry?.Dispose();
        _heads.Dispose();
    }
}
