using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Cli.Auth;

/// <summary>Reads what is to be explained. Never from the command line, which others can see.</summary>
internal static class CredentialInput
{
    private const int Longest = 64 * 1024;
    private const string Scheme = "Bearer ";

    public static async Task<PresentedCredentials> ReadAsync(Terminal terminal, string? credentialFile, string? certificateFile, CancellationToken cancellationToken)
    {
        var certificates = certificateFile is null ? [] : ReadCertificates(certificateFile);

        // With a certificate alone there may be nothing on standard input, and nobody there to type it.
        var text = credentialFile is null && certificateFile is not null ? "" : await ReadTextAsync(terminal, credentialFile, cancellationToken);
        var bearer = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text : Scheme + text;
        return new PresentedCredentials
        {
            Authorization = text.Length == 0 ? [] : [bearer],
            Certificate = certificates.FirstOrDefault(),
            Intermediates = [.. certificates.Skip(1)],
        };
    }

    private static async Task<string> ReadTextAsync(Terminal terminal, string? file, CancellationToken cancellationToken)
    {
        await using var opened = file is null ? null : File.OpenRead(file);
        var buffer = new byte[Longest + 1];
        var length = await (opened ?? terminal.In).ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= Longest ? Encoding.UTF8.GetString(buffer, 0, length).Trim() : throw new UserError($"the credential is longer than {Longest} bytes");
    }

    private static X509Certificate2Collection ReadCertificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(File.ReadAllText(file));
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        return certificates.Count > 0 ? certificates : throw new UserError($"{file} holds no certificate in PEM");
    }
}
