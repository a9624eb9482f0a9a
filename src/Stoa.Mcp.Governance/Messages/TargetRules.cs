using Stoa.Mcp.Governance.Pipeline;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Reads what a message addresses.</summary>
internal static class TargetRules
{
    internal static MessageRefusal? Read(
        McpMessage message, McpOperation operation, ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        if (operation.TargetParameter == "ref")
        {
            return ReadReference(message, body, tokens, limits);
        }

        var arguments = tokens[Field.Arguments];
        if (operation.TargetParameter == "name" && !arguments.IsAbsentOrNull && !arguments.IsObject)
        {
            return MessageRefusal.InvalidParams("arguments must be an object");
        }

        var name = operation.TargetParameter switch
        {
            "name" => tokens[Field.Name],
            "uri" => tokens[Field.Uri],
            _ => tokens[Field.TaskId],
        };
        return SetTarget(message, operation.TargetKind, operation.TargetParameter!, body, name, limits);
    }

    private static MessageRefusal? ReadReference(
        McpMessage message, ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        var type = tokens[Field.RefType];
        if (!tokens[Field.Ref].IsObject || !type.IsString || type.Length > 64)
        {
            return MessageRefusal.InvalidParams("ref must be an object with a type");
        }

        return JsonText.Read(body, type) switch
        {
            "ref/prompt" => SetTarget(message, GovernedTargetKind.Prompt, "ref.name", body, tokens[Field.RefName], limits),
            "ref/resource" => SetTarget(message, GovernedTargetKind.ResourceTemplate, "ref.uri", body, tokens[Field.RefUri], limits),
            _ => MessageRefusal.InvalidParams("ref.type must be ref/prompt or ref/resource"),
        };
    }

    private static MessageRefusal? SetTarget(
        McpMessage message, GovernedTargetKind kind, string parameter, ReadOnlySpan<byte> body, JsonToken name, McpMessageLimits limits)
    {
        if (!name.IsString || name.Length == 0)
        {
            return MessageRefusal.InvalidParams($"{parameter} must be a string that is not empty");
        }

        var (maxLength, setting) = NameRules.MaxLength(kind, limits);
        var text = name.Length <= 6 * maxLength ? JsonText.Read(body, name) : null;
        if (text is null || text.Length > maxLength)
        {
            return MessageRefusal.InvalidParams($"{parameter} is longer than {maxLength} characters ({setting})");
        }

        message.Target = new GovernedTarget(kind, text);
        message.HasUnusualName = NameRules.IsUnusual(kind, text, limits);
        return null;
    }
}
