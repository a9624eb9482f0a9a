using System.CommandLine;
using System.CommandLine.Help;
using Stoa.Cli.Policy;
using Stoa.Cli.Terminals;

namespace Stoa.Cli;

/// <summary>The command <c>stoa</c>. Command families add themselves here.</summary>
internal static class StoaCommand
{
    /// <summary>Runs one command line.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal)
    {
        var root = Create(terminal);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                ErrorWriter.WriteLine(terminal, error.Message);
            }

            terminal.Error.WriteLine($"See `{CommandPath.Of(parsed.CommandResult.Command)} --help`.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Works with the policies of Stoa MCP Governance.")
        {
            PolicyCommand.Create(terminal),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, terminal);
        }

        return root;
    }
}
