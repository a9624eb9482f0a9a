using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>A real folder whose writes and syncs can be made to fail, to stop halfway, or to hang.</summary>
internal sealed class FaultyDisk(string folder) : IAuditDisk
{
    private readonly OsAuditDisk _disk = new(folder);

    public volatile bool FailWrites;
    public volatile bool FailSyncs;

    /// <summary>Bytes of a failing write that reach the file all the same.</summary>
    public int BytesBeforeFailure { get; set; }

    public ManualResetEventSlim SyncGate { get; } = new(true);

    public int Syncs;

    public string Location => _disk.Location;

    public void EnsureFolder() => _disk.EnsureFolder();

    public IDisposable Lock(string name) => _disk.Lock(name);

    public IReadOnlyList<string> List(string prefix) => _disk.List(prefix);

    public IAuditFile Create(string name) => new FaultyFile(this, _disk.Create(name));

    public IAuditFile Open(string name) => new FaultyFile(this, _disk.Open(name));

    public bool Exists(string name) => _disk.Exists(name);

    public long LengthOf(string name) => _disk.LengthOf(name);

    public void Rename(string name, string newName) => _disk.Rename(name, newName);

    public void Replace(string name, ReadOnlySpan<byte> bytes) => _disk.Replace(name, bytes);

    public void Delete(string name) => _disk.Delete(name);

    private sealed class FaultyFile(FaultyDisk disk, IAuditFile file) : IAuditFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            if (disk.FailWrites)
            {
                file.Write(bytes[..Math.Min(bytes.Length, disk.BytesBeforeFailure)], offset);
                throw new IOException("No space left on device");
            }

            file.Write(bytes, offset);
        }

        public void Truncate(long length) => file.Truncate(length);

        public void Sync()
        {
            disk.SyncGate.Wait();
            Interlocked.Increment(ref disk.Syncs);
            if (disk.FailSyncs)
            {
                throw new IOException("Input/output error");
            }

            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
