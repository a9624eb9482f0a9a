using Stoa.Rego;

namespace Stoa.Cli.Terminals;

/// <summary>Shows errors: what, where, the line with a caret under the place, and what to do.</summary>
internal static class ErrorWriter
{
    public static void WriteLine(Terminal terminal, string message, string? hint = null)
    {
        terminal.Error.WriteLine($"{terminal.ErrorStyle.Bad("error:")} {Printable.Of(message)}");
        WriteHint(terminal, hint);
    }

    public static void Write(Terminal terminal, IReadOnlyList<RegoError> errors, SourceLookup sources)
    {
        foreach (var error in errors)
        {
            Write(terminal, error, sources);
        }
    }

    private static void Write(Terminal terminal, RegoError error, SourceLookup sources)
    {
        var style = terminal.ErrorStyle;
        var place = error.Location is { } location ? $"{style.Strong(Printable.Of(location.ToString()))}: " : "";
        terminal.Error.WriteLine($"{place}{style.Bad(error.Code)}: {Printable.Of(error.Message)}");
        if (error.Location is { } at && sources.Line(at) is { } line)
        {
            var margin = $"{at.Row} | ";
            terminal.Error.WriteLine($"  {style.Faint(margin)}{Printable.Of(line)}");
            terminal.Error.WriteLine($"  {style.Faint("| ".PadLeft(margin.Length))}{CaretLine.Before(line, at.Column)}{style.Bad("^")}");
        }

        WriteHint(terminal, error.Hint);
    }

    private static void WriteHint(Terminal terminal, string? hint)
    {
        if (hint is not null)
        {
            terminal.Error.WriteLine($"  {terminal.ErrorStyle.Doubtful("hint:")} {Printable.Of(hint)}");
        }
    }
}
