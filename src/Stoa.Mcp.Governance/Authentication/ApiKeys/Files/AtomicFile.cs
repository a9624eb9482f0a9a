namespace Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

/// <summary>Replaces a file as a whole: whoever reads it finds the old one or the new one, also after a crash.</summary>
internal static class AtomicFile
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Only its owner can read the file; one that is there keeps the right of its group to read it.</summary>
    public static void Write(string path, byte[] content)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Own;
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(path))
            {
                File.SetUnixFileMode(temporary, Own | (File.GetUnixFileMode(path) & UnixFileMode.GroupRead));
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
