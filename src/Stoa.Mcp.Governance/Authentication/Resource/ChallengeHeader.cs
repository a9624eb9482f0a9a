using System.Text;

namespace Stoa.Mcp.Governance.Authentication.Resource;

/// <summary>Writes the <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1; RFC 6750, section 3; RFC 9728, section 5.1).</summary>
internal static class ChallengeHeader
{
    /// <summary>A challenge. Whatever the parts hold, the result is one header line and one challenge.</summary>
    /// <param name="resourceMetadata">Address of the resource's metadata.</param>
    /// <param name="scopes">Scopes the operation needs; one that is no scope token (RFC 6749, section 3.3) is left out.</param>
    /// <param name="error"><c>invalid_token</c>, <c>insufficient_scope</c>, or null where no credential was sent.</param>
    /// <param name="errorDescription">For developers; characters that RFC 6750 does not allow become spaces.</param>
    /// <param name="scheme"><c>Bearer</c>, or <c>DPoP</c> (RFC 9449, section 7.1).</param>
    /// <param name="algorithms">Algorithms of proofs, separated by spaces.</param>
    public static string Format(
        Uri resourceMetadata, IReadOnlyList<string> scopes, string? error = null, string? errorDescription = null,
        string scheme = "Bearer", string? algorithms = null)
    {
        var header = new StringBuilder(scheme).Append(' ');
        Append(header, "resource_metadata", resourceMetadata.AbsoluteUri);
        var wanted = string.Join(' ', scopes.Where(IsScopeToken));
        if (wanted.Length > 0)
        {
            Append(header, "scope", wanted);
        }

        if (error is not null)
        {
            Append(header, "error", error);
        }

        if (errorDescription is not null)
        {
            Append(header, "error_description", errorDescription);
        }

        if (algorithms is not null)
        {
            Append(header, "algs", algorithms);
        }

        return header.ToString();
    }

    private static void Append(StringBuilder header, string name, string value)
    {
        if (header[^1] != ' ')
        {
            header.Append(", ");
        }

        header.Append(name).Append("=\"");
        foreach (var c in value)
        {
            header.Append(c == ' ' || IsScopeCharacter(c) ? c : ' ');
        }

        header.Append('"');
    }

    internal static bool IsScopeToken(string scope) => scope.Length > 0 && scope.All(IsScopeCharacter);

    /// <summary>%x21 / %x23-5B / %x5D-7E: visible ASCII without the quote and the backslash, so nothing needs escaping.</summary>
    private static bool IsScopeCharacter(char c) => c is >= '!' and <= '~' and not '"' and not '\\';
}
