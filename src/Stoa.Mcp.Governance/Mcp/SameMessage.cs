using System.Buffers;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Tells whether the message about to run is the one that was decided: both are written out by the same serializer and
/// compared byte for byte, so that whatever rewrote the request in between is noticed.
/// </summary>
internal static class SameMessage
{
    private static readonly System.Text.Json.Serialization.Metadata.JsonTypeInfo<JsonRpcMessage> TypeInfo =
        (System.Text.Json.Serialization.Metadata.JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>Writes a message as the SDK reads it.</summary>
    public static ArrayBufferWriter<byte> Write(JsonRpcMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        JsonSerializer.Serialize(writer, message, TypeInfo);
        return buffer;
    }

    /// <summary>Whether <paramref name="message"/> reads the same as the bytes that were decided.</summary>
    public static bool Is(ReadOnlyMemory<byte> decided, JsonRpcMessage message)
    {
        var expected = JsonSerializer.Deserialize(decided.Span, TypeInfo);
        return expected is not null && Write(expected).WrittenSpan.SequenceEqual(Write(message).WrittenSpan);
    }
}
