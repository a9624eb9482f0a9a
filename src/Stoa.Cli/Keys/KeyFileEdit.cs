using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

namespace Stoa.Cli.Keys;

/// <summary>Changes a key file: one at a time, and as a whole.</summary>
internal static class KeyFileEdit
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads the keys.</summary>
    /// <exception cref="UserError">The file is missing or wrong.</exception>
    public static List<ConfiguredApiKey> Read(string path)
    {
        var content = ApiKeyFile.Read(path);
        return content.Errors.Count == 0
            ? [.. content.Keys]
            : throw new UserError(string.Join('\n', content.Errors), "A file that is wrong is left as it is: mend it first.");
    }

    /// <summary>Reads the keys, has them changed, and writes them where they were.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayCreate">Whether it may be missing.</param>
    /// <param name="change">Changes the list; says whether it did.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait for others.</param>
    public static async Task ChangeAsync(string path, bool mayCreate, Func<List<ConfiguredApiKey>, bool> change, TimeProvider time, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        if (!mayCreate && !File.Exists(path))
        {
            throw new UserError($"{path} is not there");
        }

        using var held = await LockAsync(path + ".lock", time, cancellationToken);
        var keys = File.Exists(path) ? Read(path) : [];
        if (change(keys))
        {
            AtomicFile.Write(path, KeyFileText.Of(path, keys));
        }
    }

    /// <summary>The key of this id.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static ConfiguredApiKey Find(List<ConfiguredApiKey> keys, string id) =>
        keys.Find(key => string.Equals(key.Id, id, StringComparison.Ordinal))
        ?? throw new UserError("the file has no key of this id", "The id is the 12 characters after sk_; stoa key list shows them.");

    // The lock file stays: deleting it would let two hold it at once.
    private static async Task<FileStream> LockAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                if (time.GetElapsedTime(start) >= LongestWait)
                {
                    throw new UserError($"{path} is held by another stoa key, or cannot be opened: {exception.Message}");
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
