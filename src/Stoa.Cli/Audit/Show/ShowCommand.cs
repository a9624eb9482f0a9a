using System.CommandLine;
using Stoa.Cli.Audit.Filters;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit.Show;

/// <summary><c>stoa audit show</c>.</summary>
internal sealed class ShowCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = TrailFolder.Argument();
    private readonly FilterOptions _filter = new();
    private readonly Option<bool> _entries = new("--entries") { Description = "Shows every entry, and not only the one that closes a record." };
    private readonly Option<int?> _last = new("--last", "-n") { Description = "Shows only so many, the latest ones.", HelpName = "count" };
    private readonly Option<bool> _follow = new("--follow") { Description = "Goes on with what is written from now on, until Ctrl+C." };
    private readonly Option<string> _format = FormatOption.Create("table", "json");

    public ShowCommand(Terminal terminal)
        : base("show", "Shows what a trail says: one line for each record, or each entry.")
    {
        Arguments.Add(_folder);
        _filter.AddTo(this, terminal);
        foreach (var option in new Option[] { _entries, _last, _follow, _format })
        {
            Options.Add(option);
        }

        _last.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 1_000_000)
            {
                result.AddError("--last is a number from 1 to 1000000.");
            }
        });
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa audit show stoa-audit --last 20",
        "stoa audit show stoa-audit --tenant acme --decision deny --since 2h",
        "stoa audit show stoa-audit --tool 'delete-*' --caller claims-assistant",
        "stoa audit show stoa-audit --record 019ab1c2-0000-7000-8000-000000000001",
        "stoa audit show stoa-audit --since 0s --follow",
        "stoa audit show stoa-audit --format json --since 1d | jq .target.name",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  shown", "2  an error", "64 a wrong command line"];

    private Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var follow = parsed.GetValue(_follow);
        var folder = TrailFolder.Require(parsed.GetValue(_folder)!, mayBeEmpty: follow);
        var filter = _filter.Read(parsed, terminal) with { AllEntries = parsed.GetValue(_entries) };
        IEntryLines lines = parsed.GetValue(_format) == "json"
            ? new JsonLines(terminal.Out)
            : new EntryTable(terminal.Out, terminal.OutStyle, withKind: filter.AllEntries || filter.Kinds.Count > 0 || filter.Record is not null);
        return new ShowRun(terminal, folder, filter, lines).RunAsync(parsed.GetValue(_last), follow, cancellationToken);
    }
}
