using System.CommandLine;
using Stoa.Cli.Audit;
using Stoa.Cli.Audit.Filters;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Shadow;

/// <summary><c>stoa shadow report</c>.</summary>
internal sealed class ReportCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = TrailFolder.Argument();
    private readonly FilterOptions _filter = new();
    private readonly Option<bool> _grants = new("--grants") { Description = "Prints the missing grants alone, as YAML for the folder of resources." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the report as JSON." };

    public ReportCommand(Terminal terminal)
        : base("report", "Reports what mode shadow would have denied: to whom, why, how often, and which grants are missing.")
    {
        Arguments.Add(_folder);
        _filter.AddFewTo(this, terminal);
        Options.Add(_grants);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_grants) && result.GetValue(_json))
            {
                result.AddError("Give --grants or --json: the JSON has the grants too.");
            }
        });
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => Task.FromResult(Run(parsed, terminal, cancellationToken)), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa shadow report stoa-audit",
        "stoa shadow report stoa-audit --since 7d --tenant acme",
        "stoa shadow report stoa-audit --code insufficient_scope",
        "stoa shadow report stoa-audit --grants > resources/from-shadow.yaml",
        "stoa shadow report stoa-audit --json | jq .totals",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  reported", "2  an error", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = TrailFolder.Require(parsed.GetValue(_folder)!);
        var filter = _filter.Read(parsed, terminal);

        // A code tells denials apart; how much was seen and would pass is told whatever is asked for.
        var report = new ShadowReport(filter.Code);
        using var feed = new TrailFeed(folder, filter.Since);
        foreach (var entry in feed.Read(cancellationToken))
        {
            if ((filter with { Code = null }).Match(entry) is { } view)
            {
                report.Add(view);
            }
        }

        if (parsed.GetValue(_json))
        {
            terminal.Out.WriteLine(ShadowJson.Of(report));
        }
        else if (parsed.GetValue(_grants))
        {
            GrantsYaml.Write(terminal.Out, MissingGrants.Of(report));
        }
        else
        {
            ShadowText.Write(terminal.Out, terminal.OutStyle, report, folder);
        }

        return ExitCode.Success;
    }
}
