using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Reads which resources and tasks a <c>subscriptions/listen</c> names (2026-07-28, basic/patterns/subscriptions).</summary>
internal static class SubscriptionRules
{
    internal static MessageRefusal? Read(McpMessage message, ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        if (!tokens[Field.Notifications].IsObject)
        {
            return MessageRefusal.InvalidParams("subscriptions/listen needs an object notifications");
        }

        if (!TryRead(GovernedTargetKind.Resource, body, tokens[Field.ResourceSubscriptions], limits, out var uris))
        {
            return Malformed("resourceSubscriptions", GovernedTargetKind.Resource, limits);
        }

        if (!TryRead(GovernedTargetKind.Task, body, tokens[Field.TaskIds], limits, out var handles))
        {
            return Malformed("taskIds", GovernedTargetKind.Task, limits);
        }

        message.ResourceUris = uris;
        message.TaskHandles = handles;
        message.HasUnusualName = uris.Exists(uri => NameRules.IsUnusual(GovernedTargetKind.Resource, uri, limits));
        return null;
    }

    private static MessageRefusal Malformed(string key, GovernedTargetKind kind, McpMessageLimits limits)
    {
        var (length, setting) = NameRules.MaxLength(kind, limits);
        return MessageRefusal.InvalidParams(
            $"{key} must be an array of at most {limits.MaxSubscriptions} strings (MaxSubscriptions) of 1 to {length} characters ({setting})");
    }

    private static bool TryRead(
        GovernedTargetKind kind, ReadOnlySpan<byte> body, JsonToken list, McpMessageLimits limits, out List<string> names)
    {
        names = [];
        if (list.IsAbsentOrNull)
        {
            return true;
        }

        return list.Type == JsonTokenType.StartArray
            && TryRead(body.Slice(list.Start, list.Length), limits.MaxSubscriptions, NameRules.MaxLength(kind, limits).Length, names);
    }

    private static bool TryRead(ReadOnlySpan<byte> list, int most, int maxLength, List<string> names)
    {
        var reader = new Utf8JsonReader(list);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (names.Count == most
                || reader.TokenType != JsonTokenType.String
                || reader.ValueSpan.Length > 6 * maxLength
                || reader.GetString() is not { Length: > 0 } name
                || name.Length > maxLength)
            {
                return false;
            }

            names.Add(name);
        }

        return true;
    }
}
