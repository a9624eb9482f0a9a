using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Policy.Diff;

/// <summary><c>stoa policy diff</c>.</summary>
internal sealed class DiffCommand : DocumentedCommand
{
    private readonly Argument<string> _current = new("current") { Description = "The policy that decides now: a folder or a file." };
    private readonly Argument<string> _candidate = new("candidate") { Description = "The policy that might: a folder or a file." };
    private readonly Option<string> _inputs = new("--inputs", "-i") { Description = "Recorded inputs, one JSON document a line: inputs, or entries of a decision log.", Required = true, HelpName = "file" };
    private readonly Option<string[]> _data = new("--data", "-d") { Description = "A folder or file that both are loaded with. May be given several times.", HelpName = "path" };
    private readonly Option<string> _document = new("--document") { Description = "What to compare.", DefaultValueFactory = _ => "data.stoa.authz.allow", HelpName = "path" };
    private readonly Option<string> _format = OutputFormat.Option();

    public DiffCommand(Terminal terminal)
        : base("diff", "Asks two policies the same, and lists what they answer differently.")
    {
        Arguments.Add(_current);
        Arguments.Add(_candidate);
        foreach (var option in new Option[] { _inputs, _data, _document, _format })
        {
            Options.Add(option);
        }

        SetAction((parsed, cancellationToken) => Task.FromResult(Run(parsed, terminal, cancellationToken)));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa policy diff policies candidate --inputs decisions.jsonl",
        "stoa policy diff policies candidate -i inputs.jsonl -d shared --document data.app.allow --format json",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  no difference", "1  at least one difference", "2  an error", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var isJson = OutputFormat.IsJson(parsed.GetValue(_format));
        var request = new DiffRequest
        {
            Current = parsed.GetValue(_current)!,
            Candidate = parsed.GetValue(_candidate)!,
            Shared = parsed.GetValue(_data) ?? [],
            Inputs = parsed.GetValue(_inputs)!,
            Document = parsed.GetValue(_document)!,
            IsJson = isJson,
        };
        return PolicyRun.Guarded(terminal, isJson, errorCode: 2, run: lookup => new DiffRun(terminal, lookup).Run(request, cancellationToken), cancellationToken);
    }
}
