using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>The files of one chain: where it ended, new segments, and a bound on all of them. Used by the writer's thread.</summary>
internal sealed class SegmentFolder(IAuditDisk disk, ChainSettings settings, TimeProvider time, ILogger logger)
{
    private const int ProbeBytes = 64 * 1024;

    private readonly SegmentTail _tail = new(disk, logger);

    /// <inheritdoc cref="SegmentTail.Recover" />
    public (ChainHead Head, SegmentName? Segment) Recover() => _tail.Recover(settings.Stream);

    /// <summary>Cuts a segment that was left in trouble to what was confirmed of it.</summary>
    public void Cut(SegmentName segment, long length) => _tail.Cut(segment.Text, length);

    /// <summary>Makes the disk show that it takes and keeps bytes.</summary>
    public void Probe()
    {
        var name = settings.Stream + ".probe";
        disk.Delete(name);
        using (var file = disk.Create(name))
        {
            file.Write(new byte[ProbeBytes], 0);
            file.Sync();
        }

        disk.Delete(name);
    }

    /// <summary>Makes the file of a segment that begins with this line.</summary>
    public (SegmentName Name, IAuditFile File) Create(long firstSequence)
    {
        var now = time.GetUtcNow();
        var name = SegmentName.New(settings.Stream, now, firstSequence);
        while (disk.Exists(name.Text))
        {
            now = now.AddMilliseconds(1);
            name = SegmentName.New(settings.Stream, now, firstSequence);
        }

        var file = disk.Create(name.Text);
        Log.SegmentBegun(logger, name.Text);
        return (name, file);
    }

    /// <summary>Drops the oldest segments beyond the share, where there is one.</summary>
    public void DropOldest(SegmentName current)
    {
        if (settings.ShareBytes is not { } share)
        {
            return;
        }

        var segments = SegmentName.Among(disk.List(settings.Stream + "-"), settings.Stream);
        var total = segments.Sum(segment => disk.LengthOf(segment.Text)) + settings.SegmentBytes;
        foreach (var oldest in segments.Where(segment => segment.Text != current.Text))
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
}
