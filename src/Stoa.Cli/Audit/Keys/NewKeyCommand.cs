using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Stoa.Cli.Terminals;
using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Keys;

/// <summary><c>stoa audit key new</c>.</summary>
internal sealed class NewKeyCommand : DocumentedCommand
{
    private readonly Argument<string> _file = new("file") { Description = "Where the private key goes; the public one goes beside it, with .pub added." };

    public NewKeyCommand(Terminal terminal)
        : base("new", "Makes a private key (ECDSA P-256, PKCS#8 in PEM) that only its owner can read, and the public key for auditors.")
    {
        Arguments.Add(_file);
        SetAction((parsed, cancellationToken) => AuditRun.GuardedAsync(terminal, () => RunAsync(parsed.GetValue(_file)!, terminal), cancellationToken));
    }

    public override IReadOnlyList<string> Examples => ["stoa audit key new /etc/stoa/head.key"];

    public override IReadOnlyList<string> ExitCodes => ["0  made; its id is printed", "2  an error, such as a file that is there already", "64 a wrong command line"];

    private static async Task<int> RunAsync(string file, Terminal terminal)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        if (File.Exists(file + ".pub"))
        {
            throw new UserError($"{file}.pub is there already and was left as it is");
        }

        await WriteAsync(file, key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await WriteAsync(file + ".pub", pem, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var made = TrailKey.FromPem(pem);
        terminal.Out.WriteLine(made.Id);
        return ExitCode.Success;
    }

    private static async Task WriteAsync(string file, string pem, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            // From its first moment, so that nobody can open it in between.
            options.UnixCreateMode = mode;
        }

        try
        {
            await using var stream = new FileStream(file, options);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(pem + "\n"));
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new UserError($"{file} is there already and was left as it is", "Choose another name: heads that this key has signed need it, or its public key, to be verified.");
        }
    }
}
