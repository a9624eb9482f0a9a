using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Gateway.Authz.Asking;

/// <summary>The secret that peers share with this service; only its hash is kept.</summary>
internal sealed class PeerKey
{
    /// <summary>The header peers send it in.</summary>
    public const string Header = "X-Stoa-Peer-Key";

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(code => (char)code)]);

    private readonly byte[] _hash;

    public PeerKey(string file) => _hash = Hash(File.ReadAllText(file).Trim());

    /// <summary>Whether a presented text is the key. Takes as long for any text.</summary>
    public bool Is(string presented) => CryptographicOperations.FixedTimeEquals(Hash(presented), _hash);

    /// <summary>What is wrong with the file, or null.</summary>
    public static string? FindProblem(string file)
    {
        try
        {
            var key = File.ReadAllText(file).Trim();
            return key.Length is < 32 or > 1024 ? $"holds {key.Length} characters"
                : key.AsSpan().ContainsAnyExcept(Printable) ? "holds a character that is not printable ASCII"
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "cannot be read";
        }
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
