using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ModelContextProtocol;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>State kept by a client that cannot change it: text with a MAC under a key of this process.</summary>
internal static class SealedState
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static string Seal(string state)
    {
        var text = Encoding.UTF8.GetBytes(state);
        return Base64Url.EncodeToString([.. HMACSHA256.HashData(Key, text), .. text]);
    }

    /// <exception cref="McpProtocolException">The state was not sealed here, or was changed since.</exception>
    public static string Open(string held)
    {
        try
        {
            ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(held);
            if (bytes.Length >= HMACSHA256.HashSizeInBytes)
            {
                var text = bytes[HMACSHA256.HashSizeInBytes..];
                if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Key, text), bytes[..HMACSHA256.HashSizeInBytes]))
                {
                    return Encoding.UTF8.GetString(text);
                }
            }
        }
        catch (FormatException)
        {
        }

        throw new McpProtocolException("requestState is not one this server issued.", McpErrorCode.InvalidParams);
    }
}
