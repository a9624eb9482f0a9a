using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Auth;

/// <summary><c>stoa auth explain</c>.</summary>
internal sealed class ExplainCommand : DocumentedCommand
{
    /// <summary>The exit code of a credential that is refused.</summary>
    public const int Refused = 1;

    private readonly Argument<string> _file = new("config") { Description = "The server's configuration: the sidecar's file, or an appsettings.json with the section Stoa." };
    private readonly Option<string?> _credential = new("--credential") { Description = "File with the token or key; else it is read from standard input.", HelpName = "file" };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "PEM file with a client certificate, and those sent along with it.", HelpName = "file" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON." };

    public ExplainCommand(Terminal terminal)
        : base("explain", "Verifies a token, key or certificate as the server would, and shows each check. The credential is never printed.")
    {
        Arguments.Add(_file);
        Options.Add(_credential);
        Options.Add(_certificate);
        Options.Add(_json);

        // A credential that is given as an argument by mistake must not come back in an error message.
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => CommandRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa auth explain stoa.yaml < token.txt",
        "pbpaste | stoa auth explain appsettings.json --json",
        "stoa auth explain stoa.yaml --credential key.txt --certificate client.pem",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  accepted", "1  refused", "2  an error, such as a configuration that is wrong", "64 a wrong command line"];

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            ErrorWriter.WriteLine(terminal, "There is more than a configuration file.", "Give the credential on standard input or by --credential: others can see a command line.");
            return ExitCode.Usage;
        }

        var credentials = await CredentialInput.ReadAsync(terminal, parsed.GetValue(_credential), parsed.GetValue(_certificate), cancellationToken);
        var explanation = await ExplainRun.ExplainAsync(parsed.GetValue(_file)!, credentials, terminal.Time, cancellationToken);
        if (parsed.GetValue(_json))
        {
            terminal.Out.WriteLine(ExplanationJson.Of(explanation));
        }
        else
        {
            ExplanationText.Write(terminal, explanation);
        }

        return explanation.Caller is null ? Refused : ExitCode.Success;
    }
}
