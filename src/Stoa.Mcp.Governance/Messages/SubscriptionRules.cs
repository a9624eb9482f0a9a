using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Reads which resources a <c>subscriptions/listen</c> names (2026-07-28, basic/patterns/subscriptions).</summary>
internal static class SubscriptionRules
{
    internal static MessageRefusal? Read(McpMessage message, ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        if (!tokens[Field.Notifications].IsObject)
        {
            return MessageRefusal.InvalidParams("subscriptions/listen needs an object notifications");
        }

        var list = tokens[Field.ResourceSubscriptions];
        if (list.IsAbsentOrNull)
        {
            return null;
        }

        var uris = list.Type == JsonTokenType.StartArray ? ReadUris(body.Slice(list.Start, list.Length), limits) : null;
        if (uris is null)
        {
            return MessageRefusal.InvalidParams(
                $"resourceSubscriptions must be an array of at most {limits.MaxSubscriptions} strings (MaxSubscriptions) of 1 to {limits.MaxUriLength} characters (MaxUriLength)");
        }

        message.ResourceUris = uris;
        message.HasUnusualName = uris.Exists(uri => NameRules.IsUnusual(GovernedTargetKind.Resource, uri, limits));
        return null;
    }

    private static List<string>? ReadUris(ReadOnlySpan<byte> list, McpMessageLimits limits)
    {
        List<string> uris = [];
        var reader = new Utf8JsonReader(list);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (uris.Count == limits.MaxSubscriptions
                || reader.TokenType != JsonTokenType.String
                || reader.ValueSpan.Length > 6 * limits.MaxUriLength
                || reader.GetString() is not { Length: > 0 } uri
                || uri.Length > limits.MaxUriLength)
            {
                return null;
            }

            uris.Add(uri);
        }

        return uris;
    }
}
