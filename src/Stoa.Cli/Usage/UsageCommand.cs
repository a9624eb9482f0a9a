using System.CommandLine;
using Stoa.Cli.Audit;
using Stoa.Cli.Audit.Filters;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Usage;

/// <summary><c>stoa usage</c>.</summary>
internal sealed class UsageCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = TrailFolder.Argument();
    private readonly Option<string> _by = new("--by") { Description = $"What to tell apart, joined by commas: {UsageDimension.Names}.", DefaultValueFactory = _ => "tenant", HelpName = "names" };
    private readonly FilterOptions _filter = new();
    private readonly Option<string> _format = FormatOption.Create("table", "csv", "json");

    public UsageCommand(Terminal terminal)
        : base("usage", "Adds up what a trail says was used: calls, errors, refusals, tokens, quota, cost.")
    {
        Arguments.Add(_folder);
        Options.Add(_by);
        _filter.AddTo(this, terminal);
        Options.Add(_format);
        _by.Validators.Add(result =>
        {
            if (UsageDimension.TryParse(result.GetValueOrDefault<string>() ?? "") is null)
            {
                result.AddError($"--by takes {UsageDimension.Names}.");
            }
        });
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => Task.FromResult(Run(parsed, terminal, cancellationToken)), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa usage stoa-audit",
        "stoa usage stoa-audit --by tenant,tool,day --since 30d",
        "stoa usage stoa-audit --by agent --tenant acme --format csv > acme.csv",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  added up", "2  an error", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = TrailFolder.Require(parsed.GetValue(_folder)!);
        var filter = _filter.Read(parsed, terminal);
        var report = new UsageReport(UsageDimension.TryParse(parsed.GetValue(_by)!)!);
        using var feed = new TrailFeed(folder, filter.Since);
        foreach (var entry in feed.Read(cancellationToken))
        {
            if (filter.Match(entry) is not null)
            {
                report.Add(entry);
            }
        }

        switch (parsed.GetValue(_format))
        {
            case "json":
                terminal.Out.WriteLine(UsageOutput.Json(report));
                break;
            case "csv":
                UsageOutput.WriteCsv(terminal.Out, report);
                break;
            default:
                UsageOutput.WriteTable(terminal.Out, terminal.OutStyle, report);
                break;
        }

        return ExitCode.Success;
    }
}
