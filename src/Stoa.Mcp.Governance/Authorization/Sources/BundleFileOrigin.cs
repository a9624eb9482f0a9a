using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>A bundle in a file.</summary>
internal sealed class BundleFileOrigin(string path, BundleReader reader) : IPolicyOrigin
{
    private byte[] _known = [];

    public string Name => path;

    public string? Watched => Path.GetDirectoryName(path);

    /// <inheritdoc />
    public async Task<PolicySources?> ReadAsync(CancellationToken cancellationToken)
    {
        var archive = await ReadFileAsync(cancellationToken);
        var digest = SHA256.HashData(archive);
        if (digest.AsSpan().SequenceEqual(_known))
        {
            return null;
        }

        var sources = await reader.ReadAsync(archive, path, cancellationToken);
        _known = digest;
        return sources;
    }

    public void Dispose()
    {
    }

    private async Task<byte[]> ReadFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
            return await reader.ReadBoundedAsync(stream, path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PolicyLoadException([new PolicyError(path, 0, 0, $"the bundle cannot be read: {error.Message}")], error);
        }
    }
}
