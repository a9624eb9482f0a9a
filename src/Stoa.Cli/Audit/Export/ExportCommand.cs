using System.CommandLine;
using Stoa.Cli.Audit.Filters;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit.Export;

/// <summary><c>stoa audit export</c>.</summary>
internal sealed class ExportCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = TrailFolder.Argument();
    private readonly Option<string> _to = new("--to") { Description = "The form: ocsf (API Activity, JSON lines), csv, or jsonl (lines as they stand).", Required = true, HelpName = "ocsf|csv|jsonl" };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The file to write; a file that is there is replaced. Default: standard output.", HelpName = "file" };
    private readonly FilterOptions _filter = new();

    public ExportCommand(Terminal terminal)
        : base("export", "Writes a trail's records in a form that other tools read.")
    {
        Arguments.Add(_folder);
        _to.AcceptOnlyFromAmong("ocsf", "csv", "jsonl");
        Options.Add(_to);
        Options.Add(_out);
        _filter.AddTo(this, terminal);
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa audit export stoa-audit --to ocsf --since 1d --out api-activity.jsonl",
        "stoa audit export stoa-audit --to csv --tenant acme --decision deny > denied.csv",
        "stoa audit export stoa-audit --to jsonl --record 019ab1c2-0000-7000-8000-000000000001",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  exported", "2  an error", "64 a wrong command line"];

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = TrailFolder.Require(parsed.GetValue(_folder)!);
        IEntryExport export = parsed.GetValue(_to) switch
        {
            "ocsf" => new OcsfExport(),
            "csv" => new CsvExport(),
            _ => new JsonLinesExport(),
        };
        var filter = _filter.Read(parsed, terminal) with { AllEntries = export.AllEntries };
        var file = parsed.GetValue(_out);
        var count = 0L;
        await using (var output = new ExportOutput(terminal.Out, file is null ? null : File.Create(file)))
        {
            count = await WriteAsync(folder, filter, export, output, cancellationToken);
        }

        if (file is not null)
        {
            terminal.Error.WriteLine($"{count} {(count == 1 ? "entry" : "entries")} in {file}");
        }

        return ExitCode.Success;
    }

    private static async Task<long> WriteAsync(string folder, EntryFilter filter, IEntryExport export, ExportOutput output, CancellationToken cancellationToken)
    {
        var count = 0L;
        export.Begin(output.Buffer);
        using var feed = new TrailFeed(folder, filter.Since);
        foreach (var entry in feed.Read(cancellationToken))
        {
            if (filter.Match(entry) is { } view && export.Write(view, output.Buffer))
            {
                count++;
                await output.FlushAsync();
            }
        }

        await output.FlushAsync(all: true);
        return count;
    }
}
