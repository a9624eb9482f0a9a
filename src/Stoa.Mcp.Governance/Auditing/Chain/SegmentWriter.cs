using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Auditing.Records;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// Chains groups of entries and puts them on the disk. Used by one thread. After any failure the segment is left for good: what the
/// disk lost cannot be synced again, so the chain goes on from the last line known to be durable, in a new file.
/// </summary>
internal sealed class SegmentWriter(
    IAuditDisk disk, ChainSettings settings, TrailSigner signer, ChainedLog log, HeadSchedule heads, TimeProvider time, ILogger logger)
{
    /// <summary>Most bytes that a head has.</summary>
    private const int HeadBytes = 700;

    private readonly SegmentFolder _folder = new(disk, settings, time, logger);
    private readonly RecordKeeper _records = new(disk, settings.Stream, time);
    private readonly HeadLines _headLines = new(settings.Stream, time, logger);
    private readonly List<long> _sequences = [];
    private PendingLines? _pending;
    private IDisposable? _lock;
    private ChainHead? _head;
    private IAuditFile? _file;
    private SegmentName? _name;
    private HeadKey? _key;
    private long _length;
    private long _refused;

    public bool IsOpen => _file is not null;

    private PendingLines Pending => _pending ??= new PendingLines(_headLines);

    /// <summary>Begins a new segment on the chain in the folder, once the disk has shown that it takes and keeps bytes.</summary>
    public void Open()
    {
        disk.EnsureFolder();
        _lock ??= disk.Lock(settings.Stream + ".lock");
        var reason = _head is null ? OpeningReason.Start : OpeningReason.Recovery;
        _head ??= Recover();
        if (_name is not null)
        {
            _folder.Cut(_name, _length);
        }

        _folder.Probe();
        Begin(reason);
    }

    /// <summary>Writes a group. Returns once it is as durable as the settings ask.</summary>
    public void Write(EntryGroup group)
    {
        try
        {
            if (MustRotate(group))
            {
                WriteHead();
                Leave();
                Begin(OpeningReason.Rotation);
            }

            Chain(group);
            Put();
            if (settings.HoldsRecords)
            {
                _records.Follow(group, _sequences);
            }
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Writes a head where one is due.</summary>
    public void WriteDueHead()
    {
        if (heads.IsDue)
        {
            WriteHead();
        }
    }

    /// <summary>A call ended, and its outcome could not be recorded: it is closed as unknown as soon as that can be.</summary>
    public void Lost(Guid decision) => _records.Lost(decision);

    /// <summary>Calls that were refused since the trail could not be written; the next segment's first line tells.</summary>
    public void Refused(long calls) => _refused += calls;

    /// <summary>Closes the records whose outcome will never come.</summary>
    public void CloseLost()
    {
        if (_records.Outcomes() is { } outcomes)
        {
            Write(outcomes);
            Log.ClosedAsUnknown(logger, outcomes.Count);
        }

        _records.Closed();
    }

    /// <summary>Signs, syncs and leaves the segment, and lets other processes have the folder.</summary>
    public void Close()
    {
        try
        {
            if (_file is not null)
            {
                WriteHead();
            }
        }
        finally
        {
            Leave();
            _key?.Dispose();
            _lock?.Dispose();
            _lock = null;
        }
    }

    private ChainHead Recover()
    {
        var (head, segment) = _folder.Recover();
        if (settings.HoldsRecords && segment is not null)
        {
            _records.Recover(segment);
        }

        return head;
    }

    private bool MustRotate(EntryGroup group) => _length > 0
        && (_length + group.LineBytes + HeadBytes > settings.SegmentBytes || time.GetUtcNow() - _name!.Begun >= settings.SegmentAge);

    private void Begin(OpeningReason reason)
    {
        var key = signer.LoadKey();
        _key?.Dispose();
        _key = key;
        (_name, _file) = _folder.Create(_head!.Sequence + 1);
        _length = 0;
        try
        {
            Pending.Begin(_head, heads.Uncovered);
            Pending.Add(SegmentOpening.Write(reason, time.GetUtcNow(), signer.Trail, settings.Stream, key, _records.Open, _refused));
            Pending.AddHead(signer.Trail, key);
            Put();
            _refused = 0;
            _folder.DropOldest(_name);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private void WriteHead()
    {
        if (heads.Uncovered == 0)
        {
            return;
        }

        try
        {
            Pending.Begin(_head!, heads.Uncovered);
            Pending.AddHead(signer.Trail, _key!);
            Put();
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private void Chain(EntryGroup group)
    {
        Pending.Begin(_head!, heads.Uncovered);
        _sequences.Clear();
        for (var i = 0; i < group.Count; i++)
        {
            Pending.Add(group[i], group.FactsOf(i));
            _sequences.Add(Pending.End.Sequence);
            if (Pending.Uncovered >= HeadSchedule.MostLines)
            {
                Pending.AddHead(signer.Trail, _key!);
            }
        }

        if (heads.IsDue && Pending.Uncovered > 0)
        {
            Pending.AddHead(signer.Trail, _key!);
        }
    }

    /// <summary>Puts the lines that were made on the disk.</summary>
    private void Put()
    {
        var sync = settings.SyncEveryGroup || Pending.HasHead;
        _file!.Write(Pending.Bytes, _length);
        if (sync)
        {
            _file.Sync();
        }

        var first = _head!.Sequence + 1;
        _length += Pending.Bytes.Length;
        _head = Pending.End;
        heads.Wrote(Pending.HasHead, Pending.Uncovered);
        if (Pending.HasHead)
        {
            _headLines.Report(Pending.Head);
        }

        if (sync)
        {
            // In this order: whoever sees that a line is durable finds it.
            log.Recent.Add(first, Pending.Bytes, Pending.Facts);
            log.Durable.Advance(_head.Sequence);
        }
    }

    private void Leave()
    {
        _file?.Dispose();
        _file = null;
    }
}
