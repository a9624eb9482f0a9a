using System.Text.Json;
using System.Text.Unicode;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Reads one JSON-RPC message, and refuses every body that two readers could take differently (duplicate or look-alike keys, text
/// that is not Unicode, mixtures of request and response, numbers that do not survive). What passes has one meaning only, so the
/// same bytes can be handed on.
/// </summary>
internal static class McpMessageReader
{
    private const int KeysOnStack = 48;

    /// <summary>Reads <paramref name="body"/>. Never throws on what a caller can send.</summary>
    /// <param name="body">The whole body. It must not change while the message is in use: parts of it are read on demand.</param>
    /// <param name="limits">What a message may hold at most.</param>
    internal static McpReadResult Read(ReadOnlyMemory<byte> body, McpMessageLimits limits)
    {
        var bytes = body.Span;
        if (bytes.IsEmpty)
        {
            return new McpReadResult(MessageRefusal.ParseError("the body is empty"));
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            return new McpReadResult(MessageRefusal.ParseError("the body starts with a byte order mark"));
        }

        return Utf8.IsValid(bytes)
            ? Scan(body, limits)
            : new McpReadResult(MessageRefusal.ParseError("the body is not valid UTF-8"));
    }

    private static McpReadResult Scan(ReadOnlyMemory<byte> body, McpMessageLimits limits)
    {
        Span<MessageFrame> frames = stackalloc MessageFrame[limits.MaxDepth];
        Span<KeyEntry> keys = stackalloc KeyEntry[KeysOnStack];
        var scanner = new MessageScanner(body.Span, limits, frames, keys);
        try
        {
            scanner.Scan();
        }
        catch (JsonException)
        {
            return new McpReadResult(MessageRefusal.ParseError("the body is not one JSON value"));
        }
        finally
        {
            scanner.Dispose();
        }

        var tokens = scanner.Tokens;
        var refusal = scanner.Refusal ?? EnvelopeRules.Check(body.Span, tokens, limits);
        if (refusal is null)
        {
            return MessageBuilder.Build(body, tokens, limits);
        }

        var idText = scanner.HasClearEnvelope ? MessageId.Read(body.Span, tokens[MessageField.Id], limits) : null;
        return new McpReadResult(refusal with { IdText = idText });
    }
}
