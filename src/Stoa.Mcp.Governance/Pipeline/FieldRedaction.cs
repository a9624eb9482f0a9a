using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>
/// Takes the values of named fields out of JSON, at any depth, in texts that are JSON too. Names compare without case, since tools bind them so:
/// what is too much redacted does no harm.
/// </summary>
internal static class FieldRedaction
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Redacts in place.</summary>
    /// <returns>Whether anything was redacted.</returns>
    public static bool Apply(JsonNode? node, IReadOnlyList<string> names)
    {
        var changed = false;
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    var replacement = names.Contains(name, StringComparer.OrdinalIgnoreCase) ? PolicyObligations.Redacted : TextOf(value, names);
                    changed |= replacement is not null || Apply(value, names);
                    if (replacement is not null)
                    {
                        members[name] = replacement;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var replacement = TextOf(items[i], names);
                    changed |= replacement is not null || Apply(items[i], names);
                    if (replacement is not null)
                    {
                        items[i] = replacement;
                    }
                }

                break;
        }

        return changed;
    }

    /// <summary>
    /// The text, redacted where it is JSON that has one of the fields. A text that is no JSON as a whole and still has one of the names in
    /// quotes, such as JSON behind a sentence, goes altogether.
    /// </summary>
    public static string ApplyToText(string text, IReadOnlyList<string> names)
    {
        if (!names.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)) && !text.Contains('\\'))
        {
            return text;
        }

        try
        {
            var node = JsonNode.Parse(text, documentOptions: Deep);
            return node is JsonObject or JsonArray && Apply(node, names) ? node.ToJsonString() : text;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return names.Any(name => text.Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase)) ? PolicyObligations.Redacted : text;
        }
    }

    private static string? TextOf(JsonNode? value, IReadOnlyList<string> names) =>
        value is JsonValue one && one.TryGetValue(out string? text) && ApplyToText(text, names) is var redacted && !ReferenceEquals(redacted, text) ? redacted : null;
}
