using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// The key of argument digests: configured, or random and kept beside the trail, so that digests of one instance stay comparable.
/// A key file that cannot be used is never replaced: that would silently end comparability.
/// </summary>
internal sealed class DigestKeyStore(IOptions<AuditOptions> options, IAuditDisk disk, ILogger<DigestKeyStore> logger)
{
    /// <summary>Bytes of a made key, and the least of a configured one.</summary>
    public const int KeyBytes = 32;

    private const string FileName = "digest.key";

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>The key.</summary>
    /// <exception cref="AuditUnavailableException">It can neither be read nor made.</exception>
    public ReadOnlySpan<byte> Key => _key ?? Load();

    private byte[] Load()
    {
        lock (_gate)
        {
            try
            {
                return _key ??= options.Value.DigestKey is { } text ? Convert.FromBase64String(text) : ReadOrMake();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                Log.DigestKeyUnusable(logger, FileName, disk.Location, exception);
                throw new AuditUnavailableException(
                    $"The digest key '{FileName}' in '{disk.Location}' can neither be read nor made.", exception);
            }
        }
    }

    private byte[] ReadOrMake()
    {
        var text = KeptFile.ReadOrMake(disk, FileName, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)), out var made);
        var key = Convert.FromBase64String(text);
        if (made)
        {
            Log.DigestKeyMade(logger, FileName, disk.Location);
        }

        return key.Length >= KeyBytes ? key : throw new FormatException($"The key has {key.Length} bytes; at least {KeyBytes} are needed.");
    }
}
