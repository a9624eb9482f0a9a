using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Bounds text that came from outside before it enters a record. A cut value says so: it is longer than the bound allows for an
/// uncut one, so no caller can write a value that looks cut.
/// </summary>
internal static class BoundedText
{
    /// <summary>Most characters of a name, a reason or an identifier.</summary>
    public const int Most = 1024;

    /// <summary>Most characters of what a client says of itself.</summary>
    public const int MostOfClient = 128;

    /// <summary>Most items of a list.</summary>
    public const int MostItems = 32;

    /// <summary>The text, or its first <paramref name="most"/> characters and the mark <c>…[cut, N characters]</c>.</summary>
    public static string Of(string text, int most = Most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return $"{text.AsSpan(0, end)}…[cut, {text.Length} characters]";
    }

    /// <summary>Writes a text property, bounded; leaves it out where it is null.</summary>
    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text, int most = Most)
    {
        if (text is not null)
        {
            writer.WriteString(name, text.Length <= most ? text : Of(text, most));
        }
    }

    /// <summary>Writes a list of texts, bounded in number and length; leaves it out where it is empty.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        for (var i = 0; i < texts.Count && i < MostItems; i++)
        {
            writer.WriteStringValue(Of(texts[i]));
        }

        if (texts.Count > MostItems)
        {
            writer.WriteStringValue(CutList(texts.Count));
        }

        writer.WriteEndArray();
    }

    /// <summary>The texts as <see cref="WriteTexts"/> writes them.</summary>
    public static IReadOnlyList<string> All(IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (i == MostItems || texts[i].Length > Most)
            {
                return texts.Count > MostItems ? [.. texts.Take(MostItems).Select(text => Of(text)), CutList(texts.Count)] : [.. texts.Select(text => Of(text))];
            }
        }

        return texts;
    }

    private static string CutList(int count) => $"…[cut, {count} items]";
}
