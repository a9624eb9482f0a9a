using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Compares <c>Mcp-Param-*</c> with the arguments they repeat (2026-07-28, "Custom Headers from Tool Parameters").</summary>
internal static class ParameterHeaders
{
    /// <summary>What disagrees, or null. Before 2026-07-28 nothing is required, and headers that repeat nothing are not ours.</summary>
    internal static string? FindProblem(IHeaderDictionary headers, HeaderTraits traits, McpMessage message, JsonElement inputSchema, bool modern)
    {
        var isCall = message.Operation is { Method: "tools/call" };
        if (isCall && inputSchema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var annotations = isCall ? ParameterAnnotations.Find(inputSchema) : [];
        foreach (var annotation in annotations)
        {
            if (Compare(headers, annotation, message, modern) is { } problem)
            {
                return problem;
            }
        }

        return modern && (traits & HeaderTraits.Parameter) != 0 && HasUnknown(headers, annotations) ? $"a header {HeaderNames.ParameterPrefix}* repeats no argument" : null;
    }

    private static string? Compare(IHeaderDictionary headers, ParameterAnnotation annotation, McpMessage message, bool modern)
    {
        if (!HeaderValue.TryRead(headers, annotation.Header, out var raw))
        {
            return "a header that repeats an argument must be there once, in printable ASCII";
        }

        if (raw is null && !modern)
        {
            return null;
        }

        var argument = Read(message.Arguments, annotation.Path);
        if (raw is null)
        {
            return argument.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
                ? null
                : "the header that repeats an argument is missing";
        }

        return HeaderValue.Decode(raw) is { } text && Agrees(text, argument)
            ? null
            : "a header does not repeat the argument it stands for";
    }

    private static JsonElement Read(JsonElement value, IReadOnlyList<string> path)
    {
        foreach (var key in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(key, out value))
            {
                return default;
            }
        }

        return value;
    }

    private static bool Agrees(string text, JsonElement argument) => argument.ValueKind switch
    {
        JsonValueKind.String => argument.ValueEquals(text),
        JsonValueKind.Number => ExactInteger.TryRead(text, out var inHeader)
            && ExactInteger.TryRead(argument.GetRawText(), out var inBody)
            && inHeader == inBody,
        JsonValueKind.True => text is "true",
        JsonValueKind.False => text is "false",
        _ => false,
    };

    private static bool HasUnknown(IHeaderDictionary headers, IReadOnlyList<ParameterAnnotation> annotations)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(HeaderNames.ParameterPrefix, StringComparison.OrdinalIgnoreCase)
                && !annotations.Any(annotation => annotation.Header.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
