using Stoa.Rego;

namespace Stoa.Cli.Terminals;

/// <summary>Finds the source lines that errors point to: in texts at hand, else in files.</summary>
internal sealed class SourceLookup
{
    private readonly Dictionary<string, string[]?> _lines = [];

    public void Add(string file, string text) => _lines[file] = Split(text);

    /// <summary>The line, or null where it is not to be had.</summary>
    public string? Line(SourceLocation location)
    {
        if (!_lines.TryGetValue(location.File, out var lines))
        {
            _lines[location.File] = lines = Read(location.File);
        }

        return lines is not null && location.Row >= 1 && location.Row <= lines.Length ? lines[location.Row - 1] : null;
    }

    private static string[]? Read(string file)
    {
        try
        {
            return File.Exists(file) ? Split(File.ReadAllText(file)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Split(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
