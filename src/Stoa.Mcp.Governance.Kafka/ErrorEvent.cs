using System.Buffers;
using System.Text.Json;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// The usage event of a failed attempt with the three fields that STOA's readers of errors expect besides. Its text is of our own: what a tool or
/// a caller wrote is in no event.
/// </summary>
internal static class ErrorEvent
{
    /// <summary>The event as JSON.</summary>
    /// <param name="usage">The usage event as JSON.</param>
    /// <param name="of">The same as an object.</param>
    /// <param name="entry">The entry that closes the attempt.</param>
    public static byte[] Of(ReadOnlySpan<byte> usage, UsageEvent of, TrailEntry entry)
    {
        var fields = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(fields))
        {
            writer.WriteStartObject();
            writer.WriteString("error_type"u8, of.ErrorClass);
            writer.WriteString("error_message"u8, MessageOf(of.ErrorClass));
            if (StatusOf(entry.Json.Span) is { } status)
            {
                writer.WriteNumber("response_status"u8, status);
            }

            writer.WriteEndObject();
        }

        // Two objects become one: the first without its closing brace, the second with a comma for its opening one.
        return [.. usage[..^1], (byte)',', .. fields.WrittenSpan[1..]];
    }

    private static string MessageOf(string? errorClass) => errorClass switch
    {
        "tool_error" => "The tool answered with an error.",
        "protocol_error" => "The server answered with a protocol error.",
        "cancelled" => "The call was cancelled.",
        "rejected_by_host" => "The host refused the call after it was allowed.",
        "unknown" => "How the call ended is not known.",
        _ => "The call failed.",
    };

    private static int? StatusOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("http_status"u8);
            reader.Read();
            if (found)
            {
                return reader.GetInt32();
            }

            reader.Skip();
        }

        return null;
    }
}
