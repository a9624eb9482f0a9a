using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// The parts of a compact JWS (RFC 7515, section 7.1), read so strictly that no second parser can read them differently: canonical
/// base64url, valid UTF-8, no member twice, every registered member of the one type it should have.
/// </summary>
internal static class StrictJws
{
    // A day before the end of the calendar, so that the clock skew can be added.
    private const long LastDate = 253_402_214_399;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Header, payload and signature; or null where the text is not three parts with something in each.</summary>
    public static string[]? Split(string text)
    {
        var parts = text.Split('.', 4);
        return parts.Length == 3 && Array.TrueForAll(parts, part => part.Length > 0) ? parts : null;
    }

    /// <summary>Whether an exception says that the text is not strict.</summary>
    /// <remarks><see cref="InvalidOperationException"/>: an escaped lone surrogate, found when the string is taken out.</remarks>
    public static bool IsFault(Exception exception) => exception is JsonException or FormatException or InvalidOperationException;

    /// <summary>One part as a JSON object.</summary>
    public static JsonDocument ParseObject(string part) => ReadObject(Decode(part));

    /// <summary>A JSON object.</summary>
    public static JsonDocument ReadObject(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            throw new FormatException();
        }

        var document = JsonDocument.Parse(bytes, Strict);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new FormatException();
    }

    /// <summary>The bytes of canonical base64url without padding.</summary>
    public static ReadOnlyMemory<byte> Decode(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];

        // The decoder skips white space and takes padding; what it does not write itself is another spelling.
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && Base64Url.EncodeToString(bytes.AsSpan(0, written)) == text
                ? bytes.AsMemory(0, written)
                : throw new FormatException();
    }

    /// <summary>A string member; null where absent. Any other type refuses the whole.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException()
            : null;

    /// <summary>A NumericDate (RFC 7519, section 2), in whole seconds from 1970 on and within the calendar.</summary>
    public static DateTimeOffset? Date(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LastDate
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FormatException();
    }

    /// <summary>One text or a list of texts; empty where absent.</summary>
    public static string[] Texts(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw new FormatException())]
            : [Text(parent, name)!];
    }

    /// <summary>Whether the header asks for what is not read: an extension, a payload of another form, a nested token.</summary>
    public static string? RefuseExtensions(JsonElement header)
    {
        if (header.TryGetProperty("crit", out _) || header.TryGetProperty("b64", out _) || header.TryGetProperty("zip", out _))
        {
            return "The header asks for an extension ('crit', 'b64' or 'zip'); none is supported.";
        }

        return header.TryGetProperty("cty", out _) || header.TryGetProperty("enc", out _)
            ? "The token wraps another one; nested tokens are not accepted."
            : null;
    }
}
