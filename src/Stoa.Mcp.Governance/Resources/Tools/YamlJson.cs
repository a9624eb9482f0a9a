using System.Globalization;
using System.Text.Json;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>A YAML value as JSON: JSON Schemas are written in YAML and read as JSON.</summary>
internal static class YamlJson
{
    /// <summary>The value, or undefined where it holds something that JSON has not, which is reported.</summary>
    public static JsonElement Read(YamlValue value, string path, FileErrors errors)
    {
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer);
        if (!Write(value, path, writer, errors))
        {
            return default;
        }

        writer.Flush();
        return JsonElement.Parse(buffer.ToArray());
    }

    /// <summary>The place of what <paramref name="path"/> leads to, or of the nearest thing on the way there.</summary>
    public static YamlValue At(YamlValue value, IReadOnlyList<string> path)
    {
        foreach (var part in path)
        {
            if (value is YamlMap map && map.Entries.TryGetValue(part, out var entry))
            {
                value = entry.Value;
            }
            else if (value is YamlList list && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
            {
                value = list.Items[index];
            }
            else
            {
                break;
            }
        }

        return value;
    }

    // All of it is looked at, so that every error is told at once.
    private static bool Write(YamlValue value, string path, Utf8JsonWriter writer, FileErrors errors)
    {
        switch (value)
        {
            case YamlMap map:
                writer.WriteStartObject();
                var members = map.Entries.Count(entry =>
                {
                    writer.WritePropertyName(entry.Key);
                    return Write(entry.Value.Value, $"{path}.{Shown.Value(entry.Key)}", writer, errors);
                });
                writer.WriteEndObject();
                return members == map.Entries.Count;
            case YamlList list:
                writer.WriteStartArray();
                var items = list.Items.Where((item, i) => Write(item, $"{path}[{i}]", writer, errors)).Count();
                writer.WriteEndArray();
                return items == list.Items.Count;
            case YamlScalar scalar:
                return Write(scalar, path, writer, errors);
            default:
                writer.WriteNullValue();
                return false;
        }
    }

    private static bool Write(YamlScalar scalar, string path, Utf8JsonWriter writer, FileErrors errors)
    {
        if (scalar.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (scalar.IsBoolean)
        {
            writer.WriteBooleanValue(scalar.Text.Equals("true", StringComparison.OrdinalIgnoreCase));
        }
        else if (scalar.IsNumber)
        {
            return WriteNumber(scalar, path, writer, errors);
        }
        else
        {
            writer.WriteStringValue(scalar.Text);
        }

        return true;
    }

    private static bool WriteNumber(YamlScalar scalar, string path, Utf8JsonWriter writer, FileErrors errors)
    {
        try
        {
            writer.WriteRawValue(scalar.Text);
            return true;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            errors.Add(scalar, $"{path} must be a number as JSON writes it, or a text in quotes, and is {scalar.Describe()}");
            writer.WriteNullValue();
            return false;
        }
    }
}
