using System.Buffers;
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
    IAuditDisk disk, ChainSettings settings, TrailSigner signer, DurableMark durable, HeadSchedule heads, TimeProvider time, ILogger logger)
{
    /// <summary>Most bytes that a line has besides its body, and that a head has.</summary>
    private const int LineOverhead = 230;
    private const int HeadBytes = 700;
    private const int MostKept = 8 * 1024 * 1024;

    private readonly SegmentFolder _folder = new(disk, settings, time, logger);
    private readonly OpenRecords _records = new();
    private readonly UnknownOutcomes _unknown = new(disk, settings.Stream, time);
    private readonly HeadLines _headLines = new(settings.Stream, time, logger);
    private readonly HashSet<Guid> _toClose = [];
    private ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private IDisposable? _lock;
    private ChainHead? _head;
    private IAuditFile? _file;
    private SegmentName? _name;
    private HeadKey? _key;
    private long _length;
    private long _refused;

    public bool IsOpen => _file is not null;

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

            _lines.ResetWrittenCount();
            var first = _head!.Sequence + 1;
            var head = _head;
            for (var i = 0; i < group.Count; i++)
            {
                head = ChainLine.Append(_lines, head, group[i]);
            }

            Put(head, group.Count, withHead: heads.IsDue(group.Count));
            Follow(group, first);
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
        if (heads.IsDue())
        {
            WriteHead();
        }
    }

    /// <summary>A call ended, and its outcome could not be recorded: it is closed as unknown as soon as that can be.</summary>
    public void Lost(Guid decision) => _toClose.Add(decision);

    /// <summary>Calls that were refused since the trail could not be written; the next segment's first line tells.</summary>
    public void Refused(long calls) => _refused += calls;

    /// <summary>Closes the records whose outcome will never come.</summary>
    public void CloseLost()
    {
        if (_toClose.Count == 0)
        {
            return;
        }

        var records = new Dictionary<long, Guid>();
        foreach (var decision in _toClose)
        {
            if (_records.TryFind(decision, out var sequence))
            {
                records[sequence] = decision;
            }
        }

        if (records.Count > 0)
        {
            Write(_unknown.Make(records));
            Log.ClosedAsUnknown(logger, records.Count);
        }

        _toClose.Clear();
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
            RecordScan.Read(disk, segment, _records);
            _toClose.UnionWith(_records.Items.Select(record => record.Key));
        }

        return head;
    }

    private bool MustRotate(EntryGroup group) => _length > 0
        && (_length + group.Bytes + ((long)group.Count * LineOverhead) + HeadBytes > settings.SegmentBytes || time.GetUtcNow() - _name!.Begun >= settings.SegmentAge);

    private void Begin(OpeningReason reason)
    {
        var key = signer.LoadKey();
        _key?.Dispose();
        _key = key;
        (_name, _file) = _folder.Create(_head!.Sequence + 1);
        _length = 0;
        try
        {
            _lines.ResetWrittenCount();
            var opening = SegmentOpening.Write(reason, time.GetUtcNow(), signer.Trail, settings.Stream, key, _records, _refused);
            Put(ChainLine.Append(_lines, _head, opening), 1, withHead: true);
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
            _lines.ResetWrittenCount();
            Put(_head!, 0, withHead: true);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Puts the lines that were made on the disk, and a head behind them where one is due.</summary>
    private void Put(ChainHead head, int lines, bool withHead)
    {
        var signedFrom = _lines.WrittenCount;
        if (withHead)
        {
            head = _headLines.Append(_lines, head, signer.Trail, heads.Uncovered + lines, _key!);
        }

        _file!.Write(_lines.WrittenSpan, _length);
        if (settings.SyncEveryGroup || withHead)
        {
            _file.Sync();
        }

        _length += _lines.WrittenCount;
        _head = head;
        heads.Wrote(lines);
        if (withHead)
        {
            heads.Covered();
            _headLines.Report(_lines.WrittenSpan[signedFrom..]);
        }

        if (settings.SyncEveryGroup || withHead)
        {
            durable.Advance(head.Sequence);
        }

        if (_lines.Capacity > MostKept)
        {
            _lines = new ArrayBufferWriter<byte>(64 * 1024);
        }
    }

    private void Follow(EntryGroup group, long first)
    {
        for (var i = 0; settings.HoldsRecords && i < group.Count; i++)
        {
            _records.Follow(group[i], first + i);
        }
    }

    private void Leave()
    {
        _file?.Dispose();
        _file = null;
    }
}
