using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Stoa.Cli.Terminals;

namespace Stoa.Cli;

/// <summary>The usual help, and the examples and exit codes of commands that have some.</summary>
internal sealed class HelpWithExamples(HelpAction help, Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DocumentedCommand command)
        {
            Write("Examples:", command.Examples);
            Write("Exit codes:", command.ExitCodes);
        }

        return code;
    }

    private void Write(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine(title);
        foreach (var line in lines)
        {
            terminal.Out.WriteLine("  " + line);
        }

        terminal.Out.WriteLine();
    }
}
