using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// Finds where a chain ended, and cuts what a crash or a sick disk left behind the last whole line. What is cut is kept beside the
/// segment, as <c>….torn</c>. Whole lines are never cut for what stands before them: a gap there is for the verifier to find.
/// </summary>
internal sealed class SegmentTail(IAuditDisk disk, ILogger logger)
{
    /// <summary>Added to a segment's name for what was cut from it.</summary>
    public const string TornExtension = ".torn";

    private const int FirstLook = 64 * 1024;

    /// <summary>The last whole line of the last segment that has one, and that segment; the start of a chain where none has.</summary>
    public (ChainHead Head, SegmentName? Segment) Recover(string stream)
    {
        var segments = SegmentName.Among(disk.List(stream + "-"), stream);
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            if (LastLineOf(segments[i]) is { } head)
            {
                return (head, segments[i]);
            }
        }

        return (ChainHead.Start, null);
    }

    /// <summary>Cuts a segment to its first <paramref name="length"/> bytes and keeps the rest beside it.</summary>
    public void Cut(string segment, long length)
    {
        if (!disk.Exists(segment))
        {
            return;
        }

        using var file = disk.Open(segment);
        if (file.Length <= length)
        {
            return;
        }

        var torn = ReadFrom(file, length);
        Keep(segment + TornExtension, torn);
        file.Truncate(length);
        file.Sync();
        Log.TornTail(logger, segment, torn.Length);
    }

    private ChainHead? LastLineOf(SegmentName segment)
    {
        if (segment.IsCompressed)
        {
            // It was whole when it was compressed.
            ChainHead? last = null;
            SegmentScan.Read(disk, segment, line => ChainLine.TryRead(line.Span, out last));
            return last;
        }

        var (head, end) = FindEnd(segment.Text);
        Cut(segment.Text, end);
        return head;
    }

    private void Keep(string name, byte[] torn)
    {
        disk.Delete(name);
        using var side = disk.Create(name);
        side.Write(torn, 0);
        side.Sync();
    }

    private (ChainHead? Head, long End) FindEnd(string segment)
    {
        using var file = disk.Open(segment);
        var length = file.Length;
        for (long look = FirstLook; ; look *= 8)
        {
            var from = Math.Max(0, length - look);
            var (head, end) = FindEnd(ReadFrom(file, from), from == 0);
            if (head is not null || from == 0)
            {
                return (head, from + end);
            }
        }
    }

    /// <summary>The last line in the bytes that hashes to what it says, and where its line feed ends.</summary>
    private static (ChainHead? Head, int End) FindEnd(ReadOnlySpan<byte> bytes, bool wholeFile)
    {
        var end = bytes.LastIndexOf((byte)'\n');
        while (end >= 0)
        {
            var before = bytes[..end].LastIndexOf((byte)'\n');
            if ((before >= 0 || wholeFile) && ChainLine.TryRead(bytes[(before + 1)..end], out var head))
            {
                return (head, end + 1);
            }

            end = before;
        }

        return (null, 0);
    }

    private static byte[] ReadFrom(IAuditFile file, long offset)
    {
        var bytes = new byte[file.Length - offset];
        for (var read = 0; read < bytes.Length;)
        {
            var count = file.Read(bytes.AsSpan(read), offset + read);
            read += count > 0 ? count : throw new EndOfStreamException("A segment ended while it was read.");
        }

        return bytes;
    }
}
