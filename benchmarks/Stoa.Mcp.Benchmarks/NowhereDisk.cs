using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Benchmarks;

/// <summary>Keeps the small files beside a trail in memory, and of segments nothing, so that a benchmark measures the step and not a disk.</summary>
internal sealed class NowhereDisk : IAuditDisk
{
    private readonly Dictionary<string, MemoryFile> _files = [];

    public string Location => "nowhere";

    public void EnsureFolder()
    {
    }

    public IDisposable Lock(string name) => new MemoryFile(keeps: false);

    public IReadOnlyList<string> List(string prefix) => [];

    public IAuditFile Create(string name)
    {
        lock (_files)
        {
            return _files[name] = new MemoryFile(keeps: !name.EndsWith(".jsonl", StringComparison.Ordinal));
        }
    }

    public IAuditFile Open(string name)
    {
        lock (_files)
        {
            return _files[name];
        }
    }

    public bool Exists(string name)
    {
        lock (_files)
        {
            return _files.ContainsKey(name);
        }
    }

    public long LengthOf(string name) => Open(name).Length;

    public void Rename(string name, string newName)
    {
        lock (_files)
        {
            _files.Remove(name, out var file);
            _files[newName] = file!;
        }
    }

    public void Replace(string name, ReadOnlySpan<byte> bytes) => Create(name).Write(bytes, 0);

    public void Delete(string name)
    {
        lock (_files)
        {
            _files.Remove(name);
        }
    }

    private sealed class MemoryFile(bool keeps) : IAuditFile
    {
        private byte[] _bytes = [];

        public long Length => _bytes.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            var part = _bytes.AsSpan((int)Math.Min(offset, _bytes.Length));
            part = part[..Math.Min(part.Length, buffer.Length)];
            part.CopyTo(buffer);
            return part.Length;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            if (keeps)
            {
                _bytes = [.. _bytes.AsSpan(0, (int)offset), .. bytes];
            }
        }

        public void Truncate(long length) => _bytes = _bytes[..(int)length];

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
