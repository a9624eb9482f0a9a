using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Reads one header value the one way that 2026-07-28 allows (basic/transports/streamable-http, "Value Encoding").</summary>
internal static class HeaderValue
{
    private const string Prefix = "=?base64?";
    private const string Suffix = "?=";

    // Visible ASCII, space and tab: RFC 9110, section 5.5, without obs-text.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c), '\t']);

    /// <summary>Reads a header that may be there at most once; false where it is there more often or holds a forbidden character.</summary>
    internal static bool TryRead(IHeaderDictionary headers, string name, out string? value)
    {
        value = null;
        if (!headers.TryGetValue(name, out var values) || values.Count == 0)
        {
            return true;
        }

        if (values.Count > 1 || values[0] is not { } raw || raw.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        value = raw.Trim(' ', '\t');
        return true;
    }

    /// <summary>
    /// What a value stands for: itself, or what its base64 holds. Null where it is marked as base64 and is not the one encoding of
    /// valid UTF-8 that RFC 4648 has for it. The marks are compared with case: in another case they are text.
    /// </summary>
    internal static string? Decode(string value)
    {
        if (value.Length < Prefix.Length + Suffix.Length
            || !value.StartsWith(Prefix, StringComparison.Ordinal)
            || !value.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return value;
        }

        var encoded = value.AsSpan(Prefix.Length, value.Length - Prefix.Length - Suffix.Length);
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length) || !Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return null;
        }

        // The decoder forgives white space and stray bits; the encoder shows whether it did.
        return encoded.SequenceEqual(Convert.ToBase64String(bytes, 0, length))
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }
}
