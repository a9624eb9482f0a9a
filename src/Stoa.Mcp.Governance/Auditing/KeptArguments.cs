using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Writes the argument fields that a rule keeps. A value goes in as the JSON it is where it is short, valid and printable ASCII, as
/// <see cref="IArgumentDigest.Keep"/> hands it out; anything else goes in as a bounded string, so it can never break the line.
/// </summary>
internal static class KeptArguments
{
    private static readonly SearchValues<char> Printable =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c)]);

    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> kept)
    {
        if (kept.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("arguments"u8);
        foreach (var (name, json) in kept)
        {
            writer.WritePropertyName(BoundedText.Of(name));
            if (IsSafe(json))
            {
                writer.WriteRawValue(json, skipInputValidation: true);
            }
            else
            {
                writer.WriteStringValue(BoundedText.Of(json));
            }
        }

        writer.WriteEndObject();
    }

    private static bool IsSafe(string json)
    {
        if (json.Length > BoundedText.Most || json.AsSpan().ContainsAnyExcept(Printable))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.ASCII.GetBytes(json));
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
