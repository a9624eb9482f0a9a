using System.Text.Json.Nodes;
using ModelContextProtocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Takes out of a result what the policy has redacted: fields of structured content, of error data, and of every text that is JSON,
/// whether it stands in a tool's content, a resource or a prompt's messages. The envelope's own fields stay.
/// </summary>
internal static class ResultRedaction
{
    public static void Apply(JsonNode? result, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        switch (result)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    ApplyToMember(members, name, value, names);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Apply(item, names);
                }

                break;
        }
    }

    /// <summary>Redacts the <c>error</c> of a JSON-RPC answer in place.</summary>
    public static void OfError(JsonObject error, IReadOnlyList<string> names)
    {
        Apply(error, names);
        if (error["message"] is JsonValue message && message.TryGetValue(out string? text))
        {
            error["message"] = FieldRedaction.ApplyToText(text, names);
        }
    }

    /// <summary>The error that may leave in the place of one that the app threw.</summary>
    public static Exception Of(Exception error, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || error is not McpException)
        {
            // What is no McpException leaves without a word of its own.
            return error;
        }

        foreach (var key in error.Data.Keys.Cast<object>().ToList())
        {
            error.Data[key] = names.Contains(key.ToString(), StringComparer.OrdinalIgnoreCase) ? PolicyObligations.Redacted : Redacted(error.Data[key], names);
        }

        var message = FieldRedaction.ApplyToText(error.Message, names);
        return message == error.Message || error is not McpProtocolException protocol ? error : Copy(protocol, message);
    }

    private static void ApplyToMember(JsonObject members, string name, JsonNode? value, IReadOnlyList<string> names)
    {
        if (name is "structuredContent" or "data" && value is not JsonValue)
        {
            FieldRedaction.Apply(value, names);
        }
        else if (name == "text" && value is JsonValue text && text.TryGetValue(out string? written))
        {
            var redacted = FieldRedaction.ApplyToText(written, names);
            if (!ReferenceEquals(redacted, written))
            {
                members[name] = redacted;
            }
        }
        else
        {
            Apply(value, names);
        }
    }

    private static object? Redacted(object? value, IReadOnlyList<string> names)
    {
        switch (value)
        {
            case string text:
                return FieldRedaction.ApplyToText(text, names);
            case System.Text.Json.JsonElement element:
                var node = JsonNode.Parse(element.GetRawText());
                return FieldRedaction.Apply(node, names) ? System.Text.Json.JsonElement.Parse(node!.ToJsonString()) : value;
            case JsonNode one:
                FieldRedaction.Apply(one, names);
                return one;
            default:
                return value;
        }
    }

    private static McpProtocolException Copy(McpProtocolException error, string message)
    {
        var copy = new McpProtocolException(message, error.ErrorCode);
        foreach (var key in error.Data.Keys)
        {
            copy.Data[key] = error.Data[key];
        }

        return copy;
    }
}
