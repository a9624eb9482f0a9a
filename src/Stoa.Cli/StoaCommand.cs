using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Stoa.Cli.Audit;
using Stoa.Cli.Auth;
using Stoa.Cli.Keys;
using Stoa.Cli.Policy;
using Stoa.Cli.Shadow;
using Stoa.Cli.Terminals;
using Stoa.Cli.Usage;

namespace Stoa.Cli;

/// <summary>The command <c>stoa</c>. Command families add themselves here.</summary>
internal static class StoaCommand
{
    /// <summary>Runs one command line. Ctrl+C ends it, as the token does.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var root = Create(terminal);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                ErrorWriter.WriteLine(terminal, error.Message);
            }

            terminal.Error.WriteLine($"See `{CommandPath.Of(parsed.CommandResult.Command)} --help`.");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Works with the policies, keys and audit trails of Stoa MCP Governance.")
        {
            PolicyCommand.Create(terminal),
            AuditCommand.Create(terminal),
            new UsageCommand(terminal),
            ShadowCommand.Create(terminal),
            KeysCommand.Create(terminal),
            AuthCommand.Create(terminal),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, terminal);
        }

        return root;
    }
}
