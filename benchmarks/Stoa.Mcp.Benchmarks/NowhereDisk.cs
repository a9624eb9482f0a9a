using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Benchmarks;

/// <summary>Takes all and keeps nothing, so that a benchmark measures the step and not a disk.</summary>
internal sealed class NowhereDisk : IAuditDisk, IAuditFile
{
    public string Location => "nowhere";

    public long Length => 0;

    public void EnsureFolder()
    {
    }

    public IDisposable Lock(string name) => this;

    public IReadOnlyList<string> List(string prefix) => [];

    public IAuditFile Create(string name) => this;

    public IAuditFile Open(string name) => this;

    public bool Exists(string name) => false;

    public long LengthOf(string name) => 0;

    public void Rename(string name, string newName)
    {
    }

    public void Delete(string name)
    {
    }

    public int Read(Span<byte> buffer, long offset) => 0;

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
    }

    public void Truncate(long length)
    {
    }

    public void Sync()
    {
    }

    public void Dispose()
    {
    }
}
