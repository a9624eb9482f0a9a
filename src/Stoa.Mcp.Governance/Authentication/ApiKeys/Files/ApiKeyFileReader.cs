using System.Globalization;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

/// <summary>Takes the keys out of the document of a key file.</summary>
internal static class ApiKeyFileReader
{
    private const int HashDigits = 64;
    private const int LongestText = 256;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static IReadOnlyList<ConfiguredApiKey> Read(YamlMap root, FileErrors errors)
    {
        var document = new FieldReader(root, "", errors);
        document.Require("keys", "the list of keys, which may be empty");
        List<ConfiguredApiKey> keys = [];
        var places = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        foreach (var (index, item) in (document.Items("keys") ?? []).Index())
        {
            if (document.Nested(item, $"keys[{index}]") is not { } fields)
            {
                continue;
            }

            var key = ReadKey(fields);
            keys.Add(key);
            if (key.Id.Length > 0 && !places.TryAdd(key.Id, item))
            {
                errors.Add(item, $"keys[{index}].id is that of line {places[key.Id].Line} again, and each may stand once");
            }
        }

        document.RefuseOthers();
        return keys;
    }

    private static ConfiguredApiKey ReadKey(FieldReader fields)
    {
        var key = new ConfiguredApiKey
        {
            Id = Required(fields, "id"),
            SecretHash = Hash(fields),
            Subject = Required(fields, "subject"),
            Tenant = Required(fields, "tenant"),
            Agent = fields.Text("agent", Text),
            Environment = fields.Text("environment", Text),
            Scopes = [.. fields.Texts("scopes", Scope) ?? []],
            Roles = [.. fields.Texts("roles", Text) ?? []],
            ExpiresAt = Time(fields, "expiresAt"),
            DisabledAt = Time(fields, "disabledAt"),
        };
        fields.RefuseOthers();
        return key;
    }

    private static string Required(FieldReader fields, string name)
    {
        fields.Require(name, "a text is needed");
        return fields.Text(name, Text) ?? "";
    }

    // Not quoted: whoever pasted the key itself here should not find it in a log as well. 64 digits may be digits alone, which YAML reads as a number.
    private static string Hash(FieldReader fields)
    {
        const string Allowed = "the SHA-256 of the secret, in 64 hex digits";
        fields.Require("secretHash", Allowed);
        if (fields.Value("secretHash") is not { } value || (value is YamlScalar { Text: var text } && text.Length == HashDigits && text.All(char.IsAsciiHexDigit)))
        {
            return (fields.Value("secretHash") as YamlScalar)?.Text ?? "";
        }

        fields.Wrong("secretHash", $"is something else; allowed: {Allowed}");
        return "";
    }

    private static DateTimeOffset? Time(FieldReader fields, string name)
    {
        DateTimeOffset time = default;
        return fields.Text(name, text => DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            && text.Length > 19
            ? null
            : $"'{Shown.Value(text)}' is no time; allowed: RFC 3339 with an offset, 2026-12-31T00:00:00Z") is null
            ? null
            : time;
    }

    private static string? Text(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl) && text.Trim().Length > 0
        ? null
        : $"1 to {LongestText} characters without control characters are allowed";

    private static string? Scope(string text) =>
        Text(text) ?? (text.Contains(' ', StringComparison.Ordinal) ? $"'{Shown.Value(text)}' has a space; one scope an item is allowed" : null);
}
