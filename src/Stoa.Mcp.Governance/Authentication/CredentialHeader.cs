using System.Buffers;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Takes the one credential out of the headers of a request.</summary>
internal static class CredentialHeader
{
    /// <summary>Longest credential read, in characters: 16 KiB, half of what Kestrel takes for all headers.</summary>
    private const int LongestCredential = 16 * 1024;

    private const string Bearer = "Bearer ";
    private const string Dpop = "DPoP ";

    // Visible ASCII without the comma that joins header values: wider than b64token (RFC 6750, section 2.1), never two credentials.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "!\"#$%&'()*+-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The credential's text, not copied, and its scheme; or false with the reason why the header has none.</summary>
    public static bool TryReadToken(string header, out ReadOnlyMemory<char> credential, out bool isBound, out string refusal)
    {
        isBound = header.StartsWith(Dpop, StringComparison.OrdinalIgnoreCase);
        if (!isBound && !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            credential = default;
            refusal = "The Authorization header is not of the Bearer scheme, nor of DPoP.";
            return false;
        }

        return TryCheck(header.AsMemory(isBound ? Dpop.Length : Bearer.Length), out credential, out refusal);
    }

    /// <summary>The credential's text, not copied; or false with the reason why the header has none.</summary>
    public static bool TryReadApiKey(string header, out ReadOnlyMemory<char> credential, out string refusal) =>
        TryCheck(header.AsMemory(), out credential, out refusal);

    private static bool TryCheck(ReadOnlyMemory<char> text, out ReadOnlyMemory<char> credential, out string refusal)
    {
        credential = text.Trim(' ');
        refusal = credential.Length switch
        {
            0 => "The credential is empty.",
            > LongestCredential => $"The credential is longer than {LongestCredential} characters.",
            _ when credential.Span.ContainsAnyExcept(Allowed) => "The credential holds a space, a comma or a character outside ASCII.",
            _ => "",
        };
        return refusal.Length == 0;
    }
}
