using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// The message as the upstream gets it: the bytes that were decided, but for what the client only held for the server (sealed state, task
/// handles), and for the id, where several callers share one upstream connection.
/// </summary>
/// <param name="Body">The bytes.</param>
/// <param name="Id">The id that the answer has to carry, as JSON text; null where none is owed.</param>
internal sealed record OutgoingMessage(ReadOnlyMemory<byte> Body, string? Id)
{
    /// <param name="message">The message that was decided.</param>
    /// <param name="call">Its call.</param>
    /// <param name="hasOwnSession">
    /// Whether it goes to a session of the caller's own, in which its ids are unique. Outside one an id of ours takes its place, so that no
    /// upstream can mistake one caller's call for another's, whatever it keys by.
    /// </param>
    /// <param name="rename">Puts the upstream's own names in the place of those that clients know; null where they are the same.</param>
    public static OutgoingMessage Of(McpMessage message, GovernedCall call, bool hasOwnSession, Action<JsonObject>? rename = null)
    {
        var owesAnswer = message.Kind == McpMessageKind.Request;
        var id = owesAnswer && !hasOwnSession ? $"\"{call.DecisionId}\"" : null;
        if (rename is not null || HandedOnMessage.NeedsPreparing(call))
        {
            return new OutgoingMessage(Prepare(message, call, id, rename), owesAnswer ? id ?? message.IdText : null);
        }

        return id is null
            ? new OutgoingMessage(message.Body, owesAnswer ? message.IdText : null)
            : new OutgoingMessage(Splice(message.Body.Span, message.IdRange, id), id);
    }

    /// <summary>A copy of <paramref name="bytes"/> with another text in a range.</summary>
    public static ReadOnlyMemory<byte> Splice(ReadOnlySpan<byte> bytes, Range range, string text)
    {
        var (start, length) = range.GetOffsetAndLength(bytes.Length);
        var spliced = new byte[bytes.Length - length + Encoding.UTF8.GetByteCount(text)];
        bytes[..start].CopyTo(spliced);
        var written = Encoding.UTF8.GetBytes(text, spliced.AsSpan(start));
        bytes[(start + length)..].CopyTo(spliced.AsSpan(start + written));
        return spliced;
    }

    private static ReadOnlyMemory<byte> Prepare(McpMessage message, GovernedCall call, string? id, Action<JsonObject>? rename)
    {
        var node = JsonNode.Parse(message.Body.Span)!;
        if (id is not null)
        {
            node["id"] = call.DecisionId;
        }

        if (node["params"] is JsonObject parameters)
        {
            HandedOnMessage.Prepare(parameters, call);
            rename?.Invoke(parameters);
        }

        var output = new ArrayBufferWriter<byte>(message.Body.Length + 64);
        using var writer = new System.Text.Json.Utf8JsonWriter(output);
        node.WriteTo(writer);
        writer.Flush();
        return output.WrittenMemory;
    }
}
