using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Cli.Auth;

/// <summary>Shows an explanation to a person.</summary>
internal static class ExplanationText
{
    public static void Write(Terminal terminal, Explanation explanation)
    {
        var (output, style) = (terminal.Out, terminal.OutStyle);
        foreach (var check in explanation.Checks)
        {
            var state = check.Refusal is null ? style.Good("passed") : style.Bad("failed");
            output.WriteLine($"{state}  {check.Name,-11}  {Printable.OfPart(check.Found ?? "")}".TrimEnd());
            if (check.Refusal is not null)
            {
                output.WriteLine($"        {Printable.OfPart(check.Refusal)}");
                WriteHint(terminal, CheckHints.For(check.Name));
            }
        }

        foreach (var note in explanation.Notes)
        {
            output.WriteLine($"{style.Doubtful("note")}    {Printable.OfPart(note)}");
        }

        output.WriteLine();
        output.WriteLine(explanation.Caller is { } caller ? Accepted(style, caller) : style.Bad("refused"));
    }

    private static void WriteHint(Terminal terminal, string? hint)
    {
        if (hint is not null)
        {
            terminal.Out.WriteLine($"        {terminal.OutStyle.Doubtful("hint:")} {hint}");
        }
    }

    private static string Accepted(Style style, Caller caller) => string.Join('\n', [
        style.Good("accepted"),
        .. CallerFields.Of(caller).Select(field => $"  {field.Name,-11}  {Printable.OfPart(field.Text)}"),
    ]);
}
