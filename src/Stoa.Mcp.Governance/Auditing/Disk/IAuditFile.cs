namespace Stoa.Mcp.Governance.Auditing.Disk;

/// <summary>An open file. Used by one thread; blocks, because only the writer's own thread calls it.</summary>
internal interface IAuditFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads at most <paramref name="buffer"/>'s length; the number of bytes read, 0 at the end.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all of <paramref name="bytes"/>.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file.</summary>
    void Truncate(long length);

    /// <summary>Returns only once what was written is on the disk.</summary>
    /// <exception cref="IOException">It may not be, now or ever: do not sync this file again and believe the answer.</exception>
    void Sync();
}
