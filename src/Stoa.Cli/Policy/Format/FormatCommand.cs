using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Policy.Format;

/// <summary><c>stoa policy fmt</c>.</summary>
internal sealed class FormatCommand : DocumentedCommand
{
    private readonly Argument<string[]> _paths = new("path") { Description = "Folders and .rego files, or - for what is piped in.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _write = new("--write", "-w") { Description = "Writes the files instead of showing them." };
    private readonly Option<bool> _list = new("--list", "-l") { Description = "Shows only the names of files whose layout changes." };
    private readonly Option<bool> _diff = new("--diff", "-d") { Description = "Shows only what changes." };
    private readonly Option<bool> _fail = new("--fail") { Description = "Exits with 2 where the layout of a file changes." };

    public FormatCommand(Terminal terminal)
        : base("fmt", "Lays policies out, as `opa fmt` does.")
    {
        Arguments.Add(_paths);
        foreach (var option in new Option[] { _write, _list, _diff, _fail })
        {
            Options.Add(option);
        }

        SetAction((parsed, cancellationToken) => Task.FromResult(
            PolicyRun.Guarded(terminal, isJson: false, errorCode: 1, run: lookup => new FormatRun(terminal, lookup, Read(parsed)).Run(cancellationToken), cancellationToken)));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa policy fmt policy.rego",
        "stoa policy fmt -w policies",
        "stoa policy fmt --list --fail policies",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  done", "1  an error", "2  --fail and a file's layout changes", "64 a wrong command line"];

    private FormatRequest Read(ParseResult parsed) => new()
    {
        Paths = parsed.GetValue(_paths) ?? [],
        Write = parsed.GetValue(_write),
        List = parsed.GetValue(_list),
        Diff = parsed.GetValue(_diff),
        Fail = parsed.GetValue(_fail),
    };
}
