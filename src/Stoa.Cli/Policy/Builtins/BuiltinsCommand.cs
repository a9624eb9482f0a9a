using System.CommandLine;
using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Builtins;

/// <summary><c>stoa policy builtins</c>.</summary>
internal sealed class BuiltinsCommand : DocumentedCommand
{
    private readonly Argument<string?> _filter = new("text") { Description = "Lists only names with this text in them.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _format = OutputFormat.Option();

    public BuiltinsCommand(Terminal terminal)
        : base("builtins", "Lists the builtin functions that policies can call.")
    {
        Arguments.Add(_filter);
        Options.Add(_format);
        SetAction((parsed, _) => Task.FromResult(Run(parsed, terminal)));
    }

    public override IReadOnlyList<string> Examples => ["stoa policy builtins", "stoa policy builtins jwt"];

    public override IReadOnlyList<string> ExitCodes => ["0  always", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal)
    {
        var names = RegoCompiler.KnownBuiltins.Where(name => name.Contains(parsed.GetValue(_filter) ?? "", StringComparison.OrdinalIgnoreCase));
        if (OutputFormat.IsJson(parsed.GetValue(_format)))
        {
            terminal.Out.WriteLine(JsonOutput.Of(RegoArray.Of(names.Select(name => (RegoValue)RegoString.Of(name)))));
            return ExitCode.Success;
        }

        foreach (var name in names)
        {
            terminal.Out.WriteLine(name);
        }

        return ExitCode.Success;
    }
}
