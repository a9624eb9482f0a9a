using System.CommandLine;
using Stoa.Cli.Terminals;
using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Verify;

/// <summary><c>stoa audit verify</c>.</summary>
internal sealed class VerifyCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = TrailFolder.Argument();
    private readonly Option<string[]> _heads = new("--heads") { Description = "Heads kept elsewhere, a JSON object a line: from Kafka, the log or stoa audit heads. May be given several times.", HelpName = "file" };
    private readonly Option<string[]> _keys = new("--key") { Description = "The public key (PEM) that heads must be signed with. May be given several times.", HelpName = "file" };
    private readonly Option<string> _format = FormatOption.Create("text", "json");

    public VerifyCommand(Terminal terminal)
        : base("verify", "Says whether a trail is what was written, and names the first line that is not.")
    {
        Arguments.Add(_folder);
        foreach (var option in new Option[] { _heads, _keys, _format })
        {
            Options.Add(option);
        }

        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa audit verify stoa-audit",
        "stoa audit verify stoa-audit --key stoa.pub --heads heads.jsonl",
        "stoa audit verify stoa-audit --format json",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  the trail is intact", "1  it is broken", "2  an error: it could not be verified", "64 a wrong command line"];

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var heads = HeadFile.ReadAll(parsed.GetValue(_heads) ?? []);
        var keys = (parsed.GetValue(_keys) ?? []).Select(KeyFile.Read).ToList();
        var folder = TrailFolder.Require(parsed.GetValue(_folder)!, mayBeEmpty: heads.Count > 0);
        var progress = new ProgressLine(terminal);
        var options = new TrailVerifierOptions { Keys = keys, KnownHeads = heads, Progress = progress };
        var result = await TrailVerifier.VerifyAsync(folder, options, cancellationToken);
        progress.Clear();
        if (parsed.GetValue(_format) == "json")
        {
            terminal.Out.WriteLine(VerificationJson.Of(result));
        }
        else
        {
            VerificationText.Write(terminal.Out, terminal.OutStyle, result);
        }

        return result.IsIntact ? ExitCode.Success : 1;
    }
}
