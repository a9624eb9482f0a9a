namespace Stoa.Cli.Policy.Format;

/// <summary>The modules that paths name.</summary>
internal static class ModuleFiles
{
    /// <summary>Stands for what is piped in.</summary>
    public const string Piped = "-";

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The path itself, or every module below it. Folders whose names begin with a dot are left out.</summary>
    /// <exception cref="UserError">There is no such file or folder, or it cannot be read.</exception>
    public static IEnumerable<string> Below(string path)
    {
        if (path == Piped || File.Exists(path))
        {
            return [path];
        }

        try
        {
            return Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path, "*.rego", Everywhere).Where(file => !IsHidden(Path.GetRelativePath(path, file))).Order(StringComparer.Ordinal)]
                : throw new UserError($"{path}: there is no such file or folder");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(error.Message);
        }
    }

    private static bool IsHidden(string path) => path.Split(Path.DirectorySeparatorChar)[..^1].Any(part => part.StartsWith('.'));
}
