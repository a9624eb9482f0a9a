using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Stands in for a session id in records: enough to tell which calls belong together, useless for joining the session.
/// </summary>
internal static class SessionHash
{
    private const int StackBytes = 512;
    private const int MostRemembered = 4096;
    private const int MostRememberedLength = 128;

    private static readonly ConcurrentDictionary<string, string> Remembered = new(StringComparer.Ordinal);

    /// <summary><c>sha256:</c> and the first 16 hex digits of the id's SHA-256, or null where there is no id.</summary>
    public static string? Of(string? sessionId)
    {
        if (string.IsNullOrEmpty(sessionId))
        {
            return null;
        }

        if (sessionId.Length > MostRememberedLength)
        {
            return Compute(sessionId);
        }

        if (!Remembered.TryGetValue(sessionId, out var hash))
        {
            // Sessions last for many calls; made-up ids cost what they would without a memory.
            if (Remembered.Count >= MostRemembered)
            {
                Remembered.Clear();
            }

            hash = Remembered[sessionId] = Compute(sessionId);
        }

        return hash;
    }

    private static string Compute(string sessionId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> text = stackalloc byte[StackBytes];
        if (Encoding.UTF8.TryGetBytes(sessionId, text, out var length))
        {
            SHA256.HashData(text[..length], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(sessionId), hash);
        }

        return string.Concat("sha256:", Convert.ToHexStringLower(hash[..8]));
    }
}
