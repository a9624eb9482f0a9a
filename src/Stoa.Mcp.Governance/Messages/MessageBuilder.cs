using Stoa.Mcp.Governance.Pipeline;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Gives the values that a scan found their meaning, by the method.</summary>
internal static class MessageBuilder
{
    internal static McpReadResult Build(ReadOnlyMemory<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        var method = tokens[Field.Method];
        if (method.IsAbsent)
        {
            return new McpReadResult(new McpMessage(body, tokens, McpMessageKind.Response, MessageId.Read(body.Span, tokens[Field.Id], limits)));
        }

        var idText = MessageId.Read(body.Span, tokens[Field.Id], limits);
        if (ParamsRules.Check(body.Span, tokens) is { } badParams)
        {
            return new McpReadResult(badParams with { IdText = idText });
        }

        var operation = method.Escaped
            ? McpOperations.Find(JsonText.Read(body.Span, method))
            : McpOperations.Find(body.Span.Slice(method.Start, method.Length));
        var message = new McpMessage(
            body, tokens, idText is null ? McpMessageKind.Notification : McpMessageKind.Request, idText)
        {
            Operation = operation,
            Method = operation?.Method ?? JsonText.Read(body.Span, method),
            ProtocolVersion = ReadVersion(body.Span, tokens[Field.MetaProtocolVersion]),
        };

        if (Complete(message, body.Span, tokens, limits) is not { } refusal)
        {
            return new McpReadResult(message);
        }

        // A method that its own revision does not have is not found, whatever its parameters. Whether that revision is in use is known later.
        if (message.ExistsIn(message.ProtocolVersion))
        {
            return new McpReadResult(refusal with { IdText = idText });
        }

        message.ParametersRefusal = refusal;
        return new McpReadResult(message);
    }

    private static MessageRefusal? Complete(McpMessage message, ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        switch (message.Operation)
        {
            case { TargetParameter: not null } operation:
                return TargetRules.Read(message, operation, body, tokens, limits);
            case { Method: "subscriptions/listen" }:
                return SubscriptionRules.Read(message, body, tokens, limits);
            case { Method: "initialize" }:
                message.RequestedVersion = ReadVersion(body, tokens[Field.RequestedVersion]);
                return message.RequestedVersion is null
                    ? MessageRefusal.InvalidParams("initialize needs a protocolVersion")
                    : null;
            default:
                return null;
        }
    }

    // The known revisions are the common case and need no new string.
    private static string? ReadVersion(ReadOnlySpan<byte> body, JsonToken version)
    {
        if (version.IsAbsentOrNull)
        {
            return null;
        }

        foreach (var known in McpVersions.AllUtf8)
        {
            if (!version.Escaped && body.Slice(version.Start, version.Length).SequenceEqual(known.Utf8))
            {
                return known.Text;
            }
        }

        return JsonText.Read(body, version);
    }
}
