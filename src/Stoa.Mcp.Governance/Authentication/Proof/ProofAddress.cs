using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// The address that a proof is for (<c>htu</c>), in the one spelling that compares (RFC 3986, sections 6.2.2 and 6.2.3): scheme and host in
/// lower case, no default port, no dot segments, percent-encoding only where it must be and in upper case; query and fragment left out.
/// </summary>
internal static class ProofAddress
{
    private const int Longest = 2048;

    // What a URI is written of (RFC 3986, section 2); a backslash, a space or a letter beyond ASCII is read differently by different parsers.
    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly SearchValues<char> Unreserved = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Reads an absolute http or https address without user.</summary>
    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (text.Length > Longest || text.AsSpan().ContainsAnyExcept(UriCharacters)
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Host.Length == 0
            || !text.AsSpan(uri.Scheme.Length).StartsWith("://"))
        {
            return false;
        }

        address = Normalize(uri);
        return address is not null;
    }

    /// <summary>The spelling of an address that this server made or was given by its operator.</summary>
    public static string? Normalize(Uri uri) => NormalizePath(uri.AbsolutePath) is { } path
        ? string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{uri.IdnHost.ToLowerInvariant()}:{uri.Port}{path}")
        : null;

    // The parser has taken the dot segments out; what is left is how characters are written.
    private static string? NormalizePath(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return path;
        }

        var result = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                result.Append(path[i]);
                continue;
            }

            if (i + 2 >= path.Length
                || !byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            i += 2;
            result.Append(Unreserved.Contains((char)value) ? $"{(char)value}" : string.Create(CultureInfo.InvariantCulture, $"%{value:X2}"));
        }

        return result.ToString();
    }
}
