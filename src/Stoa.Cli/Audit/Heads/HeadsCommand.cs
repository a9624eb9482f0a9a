using System.CommandLine;
using System.Text;
using Stoa.Cli.Terminals;
using Stoa.Trail;
using Stoa.Trail.Reading;

namespace Stoa.Cli.Audit.Heads;

/// <summary><c>stoa audit heads</c>.</summary>
internal sealed class HeadsCommand : DocumentedCommand
{
    private const int Batch = 1024;

    private readonly Argument<string> _folder = TrailFolder.Argument();
    private readonly Option<bool> _last = new("--last") { Description = "Prints only the latest head of each chain." };

    public HeadsCommand(Terminal terminal)
        : base("heads", "Prints the signed heads of a trail, to be kept where the trail's server cannot reach them.")
    {
        Arguments.Add(_folder);
        Options.Add(_last);
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => Task.FromResult(Run(parsed, terminal, cancellationToken)), cancellationToken));
    }

    public override IReadOnlyList<string> Examples => ["stoa audit heads stoa-audit > heads.jsonl", "stoa audit heads stoa-audit --last >> kept-elsewhere.jsonl"];

    public override IReadOnlyList<string> ExitCodes => ["0  printed", "2  an error", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = TrailFolder.Require(parsed.GetValue(_folder)!);
        foreach (var stream in TrailFolder.Streams)
        {
            var last = "";
            foreach (var head in Heads(folder, stream, cancellationToken))
            {
                last = head;
                if (!parsed.GetValue(_last))
                {
                    terminal.Out.WriteLine(head);
                }
            }

            if (parsed.GetValue(_last) && last.Length > 0)
            {
                terminal.Out.WriteLine(last);
            }
        }

        return ExitCode.Success;
    }

    private static IEnumerable<string> Heads(string folder, string stream, CancellationToken cancellationToken)
    {
        using var reader = new TrailReader(folder, stream);
        var entries = new List<TrailEntry>();
        while (reader.Read(entries, Batch) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in entries.Where(entry => entry.Kind == TrailEntryKinds.Head))
            {
                yield return Encoding.ASCII.GetString(entry.Json.Span);
            }

            entries.Clear();
        }
    }
}
