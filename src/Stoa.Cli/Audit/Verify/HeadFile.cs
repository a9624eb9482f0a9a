using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Verify;

/// <summary>Heads that were kept elsewhere, one a line.</summary>
internal static class HeadFile
{
    /// <exception cref="UserError">A file cannot be read, or a line of it is no head; or there is none in all of them.</exception>
    public static IReadOnlyList<KnownHead> ReadAll(IReadOnlyList<string> files)
    {
        var heads = files.SelectMany(Read).ToList();
        return files.Count > 0 && heads.Count == 0
            ? throw new UserError($"there is no head in {string.Join(", ", files)}")
            : heads;
    }

    private static List<KnownHead> Read(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Select((line, i) => (line, i)).Where(at => !string.IsNullOrWhiteSpace(at.line)).Select(at => Parse(file, at.i + 1, at.line))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"the heads cannot be read: {error.Message}");
        }
    }

    private static KnownHead Parse(string file, int number, string line)
    {
        try
        {
            return KnownHead.Parse(line);
        }
        catch (FormatException error)
        {
            throw new UserError($"{file}:{number}: {error.Message}");
        }
    }
}
