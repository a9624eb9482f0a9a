namespace Stoa.Rego.Bundles;

/// <summary>
/// The files of a folder, within bounds, in order of their paths. Folders whose names begin with a dot are left out; links to files within the folder are
/// followed, as mounted configuration has them, others are refused.
/// </summary>
internal sealed class FolderFiles
{
    private readonly string _folder;
    private readonly string _real;
    private readonly Func<string, bool> _wanted;
    private readonly RegoBundleOptions _options;
    private readonly List<BundleFile> _files = [];
    private long _size;

    private FolderFiles(string folder, Func<string, bool> wanted, RegoBundleOptions options)
    {
        _folder = folder;
        _real = RealPath(Path.GetFullPath(folder));
        _wanted = wanted;
        _options = options;
    }

    /// <exception cref="RegoBundleException">The folder cannot be read, is too large, or has a link that leads out of it.</exception>
    public static IReadOnlyList<BundleFile> Read(string folder, RegoBundleOptions options, Func<string, bool>? wanted = null)
    {
        try
        {
            var reading = new FolderFiles(folder, wanted ?? (_ => true), options);
            reading.Enter(new DirectoryInfo(folder), "");
            return reading._files;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegoBundleException(folder, error.Message, error);
        }
    }

    private void Enter(DirectoryInfo folder, string prefix)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = prefix + entry.Name;
            if (entry is DirectoryInfo inner)
            {
                if (!entry.Name.StartsWith('.'))
                {
                    Enter(entry.LinkTarget is null ? inner : throw Refused(path, "is a link to a folder"), path + "/");
                }
            }
            else if (_wanted(path))
            {
                Add(path, entry);
            }
        }
    }

    private void Add(string path, FileSystemInfo entry)
    {
        if (entry.LinkTarget is not null && !RealPath(entry.FullName).StartsWith(_real + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw Refused(path, "is a link that leads out of the folder");
        }

        if (_files.Count == _options.MaxFiles)
        {
            throw new RegoBundleException(_folder, $"the folder has more than {_options.MaxFiles} files (MaxFiles)");
        }

        using var stream = new FileStream(entry.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if ((_size += stream.Length) > _options.MaxUnpackedBytes)
        {
            throw new RegoBundleException(_folder, $"the folder's files have more than {_options.MaxUnpackedBytes} bytes (MaxUnpackedBytes)");
        }

        var bytes = new byte[stream.Length];
        _files.Add(new BundleFile(path, Path.Combine(_folder, path), bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false))));
    }

    // Every link on the way is followed, the folders' too.
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var target = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: true);
            real = target is null ? next : RealPath(target.FullName);
        }

        return real;
    }

    private RegoBundleException Refused(string path, string what) => new(Path.Combine(_folder, path), what);
}
