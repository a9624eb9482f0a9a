using System.CommandLine;
using Stoa.Cli.Audit.Verify;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit.Keys;

/// <summary><c>stoa audit key id</c>.</summary>
internal sealed class KeyIdCommand : DocumentedCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A private or public key in PEM." };

    public KeyIdCommand(Terminal terminal)
        : base("id", "Prints what heads call a key: base64url of the SHA-256 over its SubjectPublicKeyInfo.")
    {
        Arguments.Add(_file);
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => Task.FromResult(Run(parsed.GetValue(_file)!, terminal)), cancellationToken));
    }

    public override IReadOnlyList<string> Examples => ["stoa audit key id head.key.pub"];

    public override IReadOnlyList<string> ExitCodes => ["0  printed", "2  an error", "64 a wrong command line"];

    private static int Run(string file, Terminal terminal)
    {
        using var key = KeyFile.Read(file);
        terminal.Out.WriteLine(key.Id);
        return ExitCode.Success;
    }
}
