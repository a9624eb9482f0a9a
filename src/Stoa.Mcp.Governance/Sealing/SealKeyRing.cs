using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Sealing;

/// <summary>The keys that seal and open. Each use has a key of its own, derived (HKDF, RFC 5869) so that no two uses can be confused.</summary>
internal sealed class SealKeyRing
{
    public const int KeyBytes = 32;

    private readonly byte[][] _roots;

    public SealKeyRing(IOptions<SealingOptions> options)
    {
        var keys = options.Value.Keys;
        _roots = keys.Count == 0
            ? [RandomNumberGenerator.GetBytes(KeyBytes)]
            : [.. keys.Select(text => TryDecode(text, out var key) ? key : throw new InvalidOperationException("Stoa:Sealing:Keys was not validated."))];
    }

    /// <summary>One key per configured root, in order: the first seals, all open.</summary>
    public byte[][] Derive(string use)
    {
        var info = System.Text.Encoding.UTF8.GetBytes("stoa.mcp.governance/" + use);
        return [.. _roots.Select(root => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, KeyBytes, info: info))];
    }

    public static bool TryDecode(string text, out byte[] key)
    {
        key = new byte[KeyBytes];
        var buffer = new byte[KeyBytes + 3];
        if (!Convert.TryFromBase64String(text, buffer, out var written) || written != KeyBytes)
        {
            return false;
        }

        buffer.AsSpan(0, KeyBytes).CopyTo(key);
        return true;
    }
}
