namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// Reads every <c>*.yaml</c> and <c>*.yml</c> under a folder, or files of other endings. Links are followed; names that begin with a dot are left out,
/// so a mounted Kubernetes ConfigMap (files linked through <c>..data</c>) is read once and in its newest state.
/// </summary>
internal sealed class ResourceFolder(string root, params string[] endings)
{
    /// <summary>Most files of one load.</summary>
    internal const int MostFiles = 1_000;

    /// <summary>Largest file, in bytes.</summary>
    internal const int LargestFile = 1024 * 1024;

    private const int DeepestFolder = 16;

    private readonly string[] _endings = endings.Length > 0 ? endings : [".yaml", ".yml", ".YAML", ".YML"];

    public string Root => root;

    public async Task<FolderContent> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new List<ResourceFile>();
        var errors = new List<ResourceError>();
        foreach (var path in List(errors))
        {
            if (await ReadFileAsync(path, errors, cancellationToken) is { } content)
            {
                files.Add(new ResourceFile(path, content));
            }
        }

        return new FolderContent(files, errors);
    }

    private List<string> List(List<ResourceError> errors)
    {
        var paths = new List<string>();
        try
        {
            Walk(root, "", 1, paths, errors);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(Whole(".", $"the folder cannot be read: {exception.Message}"));
        }

        if (paths.Count > MostFiles)
        {
            errors.Add(Whole(".", $"more than {MostFiles} files; put several documents into one file, separated by '---'"));
            return [];
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    private void Walk(string folder, string relative, int depth, List<string> paths, List<ResourceError> errors)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')))
        {
            if (paths.Count > MostFiles)
            {
                return;
            }

            var path = relative + entry.Name;
            if (!Directory.Exists(entry.FullName))
            {
                AddFile(path, paths);
            }
            else if (depth < DeepestFolder)
            {
                Walk(entry.FullName, path + "/", depth + 1, paths, errors);
            }
            else
            {
                errors.Add(Whole(path, $"nested deeper than {DeepestFolder} folders; a link may lead back to a folder above it"));
                return;
            }
        }
    }

    private void AddFile(string path, List<string> paths)
    {
        if (_endings.Contains(Path.GetExtension(path), StringComparer.Ordinal))
        {
            paths.Add(path);
        }
    }

    private async Task<byte[]?> ReadFileAsync(string path, List<ResourceError> errors, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
            if (stream.Length > LargestFile)
            {
                errors.Add(Whole(path, $"larger than {LargestFile} bytes; divide it into several files"));
                return null;
            }

            var content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(Whole(path, $"the file cannot be read: {exception.Message}"));
            return null;
        }
    }

    private static ResourceError Whole(string file, string reason) => new(file, 0, 0, reason);
}
