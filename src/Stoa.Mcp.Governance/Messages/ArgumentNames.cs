using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Finds arguments that a lenient binder takes for one of the tool's parameters although a policy that reads by exact name does
/// not: <c>Path</c> for <c>path</c>. .NET binds parameters without regard to case.
/// </summary>
internal static class ArgumentNames
{
    /// <summary>Whether an argument is one of the tool's parameters but for case, compatibility forms or invisible characters.</summary>
    /// <param name="arguments">The arguments; anything but an object has none.</param>
    /// <param name="inputSchema">The tool's schema; one without <c>properties</c> has nothing to compare with.</param>
    internal static bool HaveTwin(JsonElement arguments, JsonElement inputSchema)
    {
        if (inputSchema.ValueKind != JsonValueKind.Object
            || !inputSchema.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
            || arguments.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var argument in arguments.EnumerateObject())
        {
            if (!properties.TryGetProperty(argument.Name, out _) && HasTwin(properties, argument.Name))
            {
                return true;
            }
        }

        return false;
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
