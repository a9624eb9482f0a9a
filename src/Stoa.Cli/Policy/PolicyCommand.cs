using System.CommandLine;
using Stoa.Cli.Policy.Builtins;
using Stoa.Cli.Policy.Check;
using Stoa.Cli.Policy.Diff;
using Stoa.Cli.Policy.Eval;
using Stoa.Cli.Policy.Format;
using Stoa.Cli.Policy.Test;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Policy;

/// <summary><c>stoa policy</c>.</summary>
internal static class PolicyCommand
{
    public static Command Create(Terminal terminal) => new("policy", "Evaluates, tests and checks policies in Rego.")
    {
        new EvalCommand(terminal),
        new TestCommand(terminal),
        new CheckCommand(terminal),
        new FormatCommand(terminal),
        new DiffCommand(terminal),
        new BuiltinsCommand(terminal),
    };
}
