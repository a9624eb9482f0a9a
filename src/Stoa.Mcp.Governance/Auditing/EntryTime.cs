using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Writes when an entry was made: RFC 3339, UTC, milliseconds.</summary>
internal static class EntryTime
{
    public static void Write(Utf8JsonWriter writer, DateTimeOffset time)
    {
        // The round-trip format has a fast path, which one of our own has not: 2026-11-22T10:15:30.1230000Z.
        Span<byte> text = stackalloc byte[28];
        time.UtcDateTime.TryFormat(text, out _, "O", null);
        text[23] = (byte)'Z';
        writer.WriteString("time"u8, text[..24]);
    }
}
