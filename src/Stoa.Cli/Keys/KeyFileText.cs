using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

namespace Stoa.Cli.Keys;

/// <summary>Writes a key file.</summary>
internal static class KeyFileText
{
    private const string Head = "# API keys, written by `stoa key`: hashes of their secrets, never the keys themselves.\n";

    public static byte[] Of(string path, IReadOnlyList<ConfiguredApiKey> keys) =>
        Encoding.UTF8.GetBytes(ApiKeyFile.IsJson(path) ? Json(keys) : Yaml(keys));

    /// <summary>The fields of a key that are set, in their order.</summary>
    public static IEnumerable<(string Name, object Value)> Fields(ConfiguredApiKey key)
    {
        (string Name, object? Value)[] all =
        [
            ("id", key.Id), ("secretHash", key.SecretHash), ("subject", key.Subject), ("tenant", key.Tenant), ("agent", key.Agent),
            ("environment", key.Environment), ("scopes", key.Scopes), ("roles", key.Roles), ("expiresAt", Time(key.ExpiresAt)), ("disabledAt", Time(key.DisabledAt)),
        ];
        return all.Where(field => field.Value is string or IList<string> { Count: > 0 }).Select(field => (field.Name, field.Value!));
    }

    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Json(IReadOnlyList<ConfiguredApiKey> keys) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("keys");
        foreach (var key in keys)
        {
            writer.WriteStartObject();
            WriteFields(writer, Fields(key));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }) + "\n";

    public static void WriteFields(Utf8JsonWriter writer, IEnumerable<(string Name, object Value)> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (value is string text)
            {
                writer.WriteString(name, text);
                continue;
            }

            writer.WriteStartArray(name);
            foreach (var item in (IList<string>)value)
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
        }
    }

    private static string Yaml(IReadOnlyList<ConfiguredApiKey> keys)
    {
        var text = new StringBuilder(Head).Append(keys.Count == 0 ? "keys: []\n" : "keys:\n");
        foreach (var key in keys)
        {
            foreach (var (index, (name, value)) in Fields(key).Index())
            {
                text.Append(index == 0 ? "  - " : "    ").Append(name).Append(": ")
                    .Append(value is string one ? Quoted(one) : $"[{string.Join(", ", ((IList<string>)value).Select(Quoted))}]").Append('\n');
            }
        }

        return text.ToString();
    }

    // A JSON text is a YAML one in double quotes (YAML 1.2, section 1.3).
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
