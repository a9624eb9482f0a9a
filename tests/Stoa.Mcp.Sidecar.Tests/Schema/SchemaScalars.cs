using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Sidecar.Tests.Schema;

/// <summary>Schemas of single values.</summary>
internal static partial class SchemaScalars
{
    public static JsonObject Of(Type type, string path) => type switch
    {
        _ when path == "Gateway:Mode" => Words("edge-mcp", "sidecar", "proxy", "shadow"),
        { IsEnum: true } => Words(Enum.GetNames(type)),
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
        _ when type == typeof(double) => new JsonObject { ["type"] = "number" },
        _ when type == typeof(TimeSpan) => new JsonObject { ["$ref"] = "#/$defs/duration" },
        _ when type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ when type == typeof(Uri) => new JsonObject { ["type"] = "string", ["format"] = "uri" },
        _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
        _ => throw new NotSupportedException($"{path} is a {type}: say here what a file may hold for it."),
    };

    /// <summary>The page writes bounds as <c>1 to 1000000</c>.</summary>
    public static void AddBounds(JsonObject schema, string meaning)
    {
        if (schema["type"]?.GetValue<string>() == "integer" && Bounds().Match(meaning) is { Success: true } bounds)
        {
            schema["minimum"] = long.Parse(bounds.Groups[1].Value, CultureInfo.InvariantCulture);
            schema["maximum"] = long.Parse(bounds.Groups[2].Value, CultureInfo.InvariantCulture);
        }
    }

    public static void AddDefault(JsonObject schema, object? initial)
    {
        JsonNode? value = initial switch
        {
            bool boolean => JsonValue.Create(boolean),
            int or long => JsonValue.Create(Convert.ToInt64(initial, CultureInfo.InvariantCulture)),
            double number => JsonValue.Create(number),
            TimeSpan duration => JsonValue.Create(duration.ToString("c", CultureInfo.InvariantCulture)),
            Enum word => JsonValue.Create(word.ToString()),
            string { Length: > 0 } text => JsonValue.Create(text),
            _ => null,
        };
        if (value is not null)
        {
            schema["default"] = value;
        }
    }

    private static JsonObject Words(params string[] words) => new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    [GeneratedRegex(@"\b(\d+) to (\d+)(?!\^|\d|\.)")]
    private static partial Regex Bounds();
}
