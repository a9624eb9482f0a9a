using System.IO.Compression;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>Reads the whole lines of a segment, compressed or not, from the first on.</summary>
internal static class SegmentScan
{
    private const int FirstBuffer = 256 * 1024;

    /// <summary>Gets a line without its line feed, valid until it returns; false ends the reading.</summary>
    public delegate bool LineHandler(ReadOnlyMemory<byte> line);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Read(IAuditDisk disk, SegmentName segment, LineHandler handle)
    {
        using var stream = Open(disk, segment);
        var buffer = new byte[FirstBuffer];
        var (start, end) = (0, 0);
        for (int read; (read = stream.Read(buffer, end, buffer.Length - end)) > 0;)
        {
            end += read;
            if (!Hand(buffer, ref start, end, handle))
            {
                return;
            }

            (start, end) = MakeRoom(ref buffer, start, end);
        }
    }

    private static Stream Open(IAuditDisk disk, SegmentName segment)
    {
        var file = new AuditFileStream(disk.Open(segment.Text));
        return segment.IsCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static bool Hand(byte[] buffer, ref int start, int end, LineHandler handle)
    {
        for (int length; (length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
        {
            if (!handle(buffer.AsMemory(start, length)))
            {
                return false;
            }
        }

        return true;
    }

    private static (int Start, int End) MakeRoom(ref byte[] buffer, int start, int end)
    {
        var rest = end - start;
        if (rest > buffer.Length / 2)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        Buffer.BlockCopy(buffer, start, buffer, 0, rest);
        return (0, rest);
    }
}
