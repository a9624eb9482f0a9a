using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Tells whether the message about to run is the one that was decided, in method, id and every value of its parameters, so that
/// whatever rewrote the request in between is noticed.
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

    /// <summary>Whether <paramref name="message"/> reads the same as the one that was decided.</summary>
    public static bool Is(McpMessage decided, JsonRpcMessage message) => message switch
    {
        JsonRpcRequest request => decided.Kind == McpMessageKind.Request
            && decided.Method == request.Method
            && RequestIds.Parse(decided.IdText) == request.Id
            && HasParameters(decided, request.Params),
        JsonRpcNotification notification => decided.Kind == McpMessageKind.Notification
            && decided.Method == notification.Method
            && HasParameters(decided, notification.Params),
        _ => decided.Kind == McpMessageKind.Response && IsAnswer(decided, message),
    };

    private static bool HasParameters(McpMessage decided, JsonNode? parameters)
    {
        var text = decided.ParametersText;
        return parameters is null ? text.IsEmpty : !text.IsEmpty && SameJson.Is(text, parameters);
    }

    // Answers of clients are rare, and their errors have no node to look into: both are written out by the same serializer.
    private static bool IsAnswer(McpMessage decided, JsonRpcMessage message)
    {
        var expected = JsonSerializer.Deserialize(decided.Body.Span, TypeInfo);
        return expected is not null && Write(expected).WrittenSpan.SequenceEqual(Write(message).WrittenSpan);
    }
}
