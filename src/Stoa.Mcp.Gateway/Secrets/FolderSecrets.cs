using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Tools;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>
/// Secrets in files, <c>folder/name/key</c>, as Kubernetes mounts them. Read anew at each use: a mount is swapped without a notice, and a file of the
/// same size and second would look unchanged.
/// </summary>
internal sealed class FolderSecrets : ISecretSource
{
    private const int LargestSecret = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string? _folder;

    public FolderSecrets(IOptions<GatewayOptions> options, IHostEnvironment? host = null) =>
        _folder = options.Value.SecretsFolder is { } folder ? Path.GetFullPath(folder, ContentRoot.Of(host)) : null;

    public async ValueTask<string?> FindAsync(string name, string key, CancellationToken cancellationToken)
    {
        // Names come from resource files, which are checked; a name that leads elsewhere is no name here either.
        if (_folder is null || NameRules.Name(name) is not null || TextRules.SecretKey(key) is not null)
        {
            return null;
        }

        try
        {
            return await ReadAsync(Path.Combine(_folder, name, key), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
        if (file.Length is 0 or > LargestSecret)
        {
            return null;
        }

        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken);

        // Editors end a file with a line end; no secret does.
        var secret = StrictUtf8.GetString(content).TrimEnd('\r', '\n');
        return secret.Length > 0 ? secret : null;
    }
}
