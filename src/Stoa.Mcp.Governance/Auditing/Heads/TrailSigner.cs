using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Auditing.Heads;

/// <summary>
/// Whose trail it is, and the key that signs its heads: from the configured file, or one made beside the trail. Read anew for each
/// segment, so that a replaced file takes effect without a restart.
/// </summary>
internal sealed class TrailSigner(IOptions<AuditOptions> options, IAuditDisk disk, ILogger<TrailSigner> logger) : ITrailIdentity
{
    private const string IdentityFile = "trail.id";
    private const string KeyFile = "head.key";

    private readonly Lock _gate = new();
    private string? _trail;

    /// <summary>Names the trail: 32 hex digits, random, the same as long as the folder lives.</summary>
    /// <exception cref="IOException">It can neither be read nor made.</exception>
    public string Trail
    {
        get
        {
            lock (_gate)
            {
                return _trail ??= KeptFile.ReadOrMake(disk, IdentityFile, NewIdentity, out _);
            }
        }
    }

    /// <summary>The key for the segment about to begin.</summary>
    /// <exception cref="IOException">It can neither be read nor made.</exception>
    /// <exception cref="FormatException">The file is no such key.</exception>
    public HeadKey LoadKey()
    {
        if (options.Value.HeadKeyFile is { Length: > 0 } file)
        {
            return HeadKey.FromPem(File.ReadAllText(file));
        }

        lock (_gate)
        {
            var key = HeadKey.FromPem(KeptFile.ReadOrMake(disk, KeyFile, HeadKey.NewPem, out var made));
            if (made)
            {
                Log.HeadKeyMade(logger, KeyFile, disk.Location, key.Id);
            }

            return key;
        }
    }

    private static string NewIdentity() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
