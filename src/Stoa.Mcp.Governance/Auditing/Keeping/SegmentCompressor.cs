using System.IO.Compression;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Keeping;

/// <summary>Compresses a complete segment. The plain file goes once the compressed one is whole, synced and under its name.</summary>
internal static class SegmentCompressor
{
    private const string DraftExtension = ".new";

    /// <exception cref="IOException">The disk did not do what it was asked; the plain file is still there.</exception>
    public static void Compress(IAuditDisk disk, SegmentName segment)
    {
        var compressed = segment.Text[..^SegmentName.Extension.Length] + SegmentName.CompressedExtension;
        var draft = compressed + DraftExtension;
        disk.Delete(draft);
        using (var target = disk.Create(draft))
        {
            using (var source = new AuditFileStream(disk.Open(segment.Text)))
            using (var gzip = new GZipStream(new AuditFileStream(target), CompressionLevel.Fastest))
            {
                source.CopyTo(gzip);
            }
        }

        using (var written = disk.Open(draft))
        {
            written.Sync();
        }

        // Left over where a crash came between the two steps below.
        disk.Delete(compressed);
        disk.Rename(draft, compressed);
        disk.Delete(segment.Text);
    }
}
