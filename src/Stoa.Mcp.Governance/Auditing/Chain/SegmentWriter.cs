using System.Buffers;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// Chains groups of entries and puts them on the disk. Used by one thread. After any failure the segment is left for good: what the
/// disk lost cannot be synced again, so the chain goes on from the last line known to be durable, in a new file.
/// </summary>
internal sealed class SegmentWriter(IAuditDisk disk, ChainSettings settings, TimeProvider time, ILogger logger)
{
    private const int ProbeBytes = 64 * 1024;
    private const int MostKept = 8 * 1024 * 1024;

    private readonly SegmentTail _tail = new(disk, logger);
    private ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private IDisposable? _lock;
    private ChainHead? _head;
    private IAuditFile? _file;
    private string? _name;
    private long _length;

    public bool IsOpen => _file is not null;

    /// <summary>Begins a new segment on the chain in the folder, once the disk has shown that it takes and keeps bytes.</summary>
    public void Open()
    {
        disk.EnsureFolder();
        _lock ??= disk.Lock(settings.Prefix + ".lock");
        if (_head is null)
        {
            _head = _tail.Recover(settings.Prefix);
        }
        else if (_name is not null)
        {
            _tail.Cut(_name, _length);
        }

        Probe();
        Begin();
    }

    /// <summary>Writes a group. Returns once it is as durable as the settings ask.</summary>
    public void Write(EntryGroup group)
    {
        try
        {
            var head = Chain(group);
            if (_length > 0 && _length + _lines.WrittenCount > settings.SegmentBytes)
            {
                Rotate();
            }

            _file!.Write(_lines.WrittenSpan, _length);
            if (settings.SyncEveryGroup)
            {
                _file.Sync();
            }

            _length += _lines.WrittenCount;
            _head = head;
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Syncs and leaves the segment, and lets other processes have the folder.</summary>
    public void Close()
    {
        try
        {
            if (!settings.SyncEveryGroup)
            {
                _file?.Sync();
            }
        }
        finally
        {
            Leave();
            _lock?.Dispose();
            _lock = null;
        }
    }

    private ChainHead Chain(EntryGroup group)
    {
        if (_lines.Capacity > MostKept)
        {
            _lines = new ArrayBufferWriter<byte>(64 * 1024);
        }

        _lines.ResetWrittenCount();
        var head = _head!;
        for (var i = 0; i < group.Count; i++)
        {
            head = ChainLine.Append(_lines, head, group[i]);
        }

        return head;
    }

    private void Rotate()
    {
        if (!settings.SyncEveryGroup)
        {
            _file!.Sync();
        }

        Leave();
        Begin();
    }

    private void Begin()
    {
        var now = time.GetUtcNow();
        var name = SegmentName.New(settings.Prefix, now, _head!.Sequence + 1);
        while (disk.Exists(name.Text))
        {
            now = now.AddMilliseconds(1);
            name = SegmentName.New(settings.Prefix, now, _head.Sequence + 1);
        }

        _file = disk.Create(name.Text);
        _name = name.Text;
        _length = 0;
        Log.SegmentBegun(logger, name.Text);
        DropOldest();
    }

    private void DropOldest()
    {
        if (settings.ShareBytes is not { } share)
        {
            return;
        }

        var segments = SegmentName.Among(disk.List(settings.Prefix + "-"), settings.Prefix);
        var total = segments.Sum(segment => disk.LengthOf(segment.Text)) + settings.SegmentBytes;
        foreach (var oldest in segments.Where(segment => segment.Text != _name))
        {
            if (total <= share)
            {
                return;
            }

            total -= disk.LengthOf(oldest.Text);
            disk.Delete(oldest.Text);
            disk.Delete(oldest.Text + SegmentTail.TornExtension);
        }
    }

    private void Probe()
    {
        var name = settings.Prefix + ".probe";
        disk.Delete(name);
        using (var file = disk.Create(name))
        {
            file.Write(new byte[ProbeBytes], 0);
            file.Sync();
        }

        disk.Delete(name);
    }

    private void Leave()
    {
        _file?.Dispose();
        _file = null;
    }
}
