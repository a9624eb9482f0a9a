using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Finds arguments that a lenient binder takes for one of the tool's parameters although a policy that reads by exact name does
/// not: <c>Path</c> for <c>path</c>. .NET binds parameters without regard to case.
/// </summary>
internal static class ArgumentNames
{
    /// <summary>Refuses a call with such an argument; null where there is none, or nothing to compare with.</summary>
    /// <param name="message">The call.</param>
    /// <param name="inputSchema">The tool's schema. As with headers, only one that the caller may see.</param>
    internal static MessageRefusal? Check(McpMessage message, JsonElement inputSchema)
    {
        if (inputSchema.ValueKind != JsonValueKind.Object
            || !inputSchema.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
            || message.Arguments.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var argument in message.Arguments.EnumerateObject())
        {
            if (!properties.TryGetProperty(argument.Name, out _) && HasTwin(properties, argument.Name))
            {
                return MessageRefusal.InvalidParams("an argument is one of the tool's parameters but for case, compatibility forms or invisible characters")
                    with { IdText = message.IdText };
            }
        }

        return null;
    }

    private static bool HasTwin(JsonElement properties, string name)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (KeyFold.AreTwins(property.Name, name))
            {
                return true;
            }
        }

        return false;
    }
}
