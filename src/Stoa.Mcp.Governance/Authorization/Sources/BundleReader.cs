using System.Security.Cryptography;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Reads a bundle within the bounds, and with the keys, that are configured.</summary>
internal sealed class BundleReader(PolicyOptions options, string root)
{
    /// <exception cref="PolicyLoadException">It is no bundle, is too large, or is not signed as it must be.</exception>
    public async Task<PolicySources> ReadAsync(byte[] archive, string name, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new MemoryStream(archive, writable: false);
            var bundle = await RegoBundle.ReadAsync(stream, name, Options(), cancellationToken);
            return Sources(bundle, name, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(archive))[..16]}");
        }
        catch (RegoException error)
        {
            throw PolicyErrors.Of(error, name);
        }
        catch (RegoBundleException error)
        {
            throw PolicyErrors.Of(error);
        }
    }

    /// <summary>The bytes of a stream, which may not be more than are allowed.</summary>
    /// <exception cref="PolicyLoadException">There are more.</exception>
    public async Task<byte[]> ReadBoundedAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > options.MaxBundleBytes)
            {
                throw new PolicyLoadException([new PolicyError(name, 0, 0, $"larger than {options.Section}:MaxBundleBytes, which is {options.MaxBundleBytes}")]);
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static PolicySources Sources(RegoBundle bundle, string name, string digest) =>
        new(name, bundle.Revision.Length > 0 ? $"{bundle.Revision}@{digest}" : digest, compiler => bundle.AddTo(compiler), bundle.Data);

    private RegoBundleOptions Options()
    {
        var bundle = new RegoBundleOptions { MaxArchiveBytes = options.MaxBundleBytes };
        if (options.BundleKeys.Count > 0)
        {
            bundle.Verification = new RegoBundleVerification();
            foreach (var key in options.BundleKeys)
            {
                bundle.Verification.Keys.Add(Key(key));
            }
        }

        return bundle;
    }

    private RegoBundleKey Key(PolicyBundleKeyOptions key)
    {
        var file = Path.GetFullPath(key.File, root);
        try
        {
            return new RegoBundleKey(key.Id, File.ReadAllText(file).Trim(), key.Algorithm);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PolicyLoadException([new PolicyError(file, 0, 0, $"the key '{key.Id}' of {options.Section}:BundleKeys cannot be used: {error.Message}")], error);
        }
    }
}
