namespace Stoa.Mcp.Governance.Auditing.Disk;

/// <inheritdoc />
internal sealed class OsAuditFile(FileStream stream) : IAuditFile
{
    public long Length => RandomAccess.GetLength(stream.SafeFileHandle);

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(stream.SafeFileHandle, buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(stream.SafeFileHandle, bytes, offset);

    public void Truncate(long length) => RandomAccess.SetLength(stream.SafeFileHandle, length);

    public void Sync() => DiskSync.SyncFile(stream.SafeFileHandle);

    public void Dispose() => stream.Dispose();
}
