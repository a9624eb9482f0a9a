namespace Stoa.Mcp.Governance.Auditing.Disk;

/// <summary>A folder of the file system. Folder and files are readable by the process's own user alone.</summary>
internal sealed class OsAuditDisk(string folder) : IAuditDisk
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Location => folder;

    public void EnsureFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FolderMode);
        }
    }

    public IDisposable Lock(string name) => OpenStream(name, FileMode.OpenOrCreate, FileShare.None);

    public IReadOnlyList<string> List(string prefix) =>
        [.. Directory.EnumerateFiles(folder, prefix + "*").Select(path => Path.GetFileName(path))];

    public IAuditFile Create(string name)
    {
        var stream = OpenStream(name, FileMode.CreateNew, FileShare.Read | FileShare.Delete);
        try
        {
            DiskSync.SyncFolder(folder);
            return new OsAuditFile(stream);
        }
        catch
        {
            stream.Dispose();
            Delete(name);
            throw;
        }
    }

    public IAuditFile Open(string name) => new OsAuditFile(OpenStream(name, FileMode.Open, FileShare.Read | FileShare.Delete));

    public bool Exists(string name) => File.Exists(PathOf(name));

    public long LengthOf(string name) => new FileInfo(PathOf(name)).Length;

    public void Rename(string name, string newName)
    {
        File.Move(PathOf(name), PathOf(newName), overwrite: false);
        DiskSync.SyncFolder(folder);
    }

    public void Replace(string name, ReadOnlySpan<byte> bytes)
    {
        var draft = name + ".new";
        using (var stream = OpenStream(draft, FileMode.Create, FileShare.Read))
        {
            RandomAccess.Write(stream.SafeFileHandle, bytes, 0);
            DiskSync.SyncFile(stream.SafeFileHandle);
        }

        File.Move(PathOf(draft), PathOf(name), overwrite: true);
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    private string PathOf(string name) => Path.Combine(folder, name);

    private FileStream OpenStream(string name, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(PathOf(name), options);
    }
}
