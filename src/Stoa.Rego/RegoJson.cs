using System.Text.Json;

namespace Stoa.Rego;

/// <summary>
/// Values from JSON. The whole text is checked at once; the values within objects are made when a policy first asks for them. Of two members with equal
/// names the last one counts.
/// </summary>
public static class RegoJson
{
    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="RegoInputException">The text is not one JSON value, or nests deeper than 512.</exception>
    public static RegoValue Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonReading.ReadOnDemand(json);
    }

    /// <summary>Reads one JSON value in UTF-8. The bytes are copied: they may change afterwards.</summary>
    /// <exception cref="RegoInputException">The bytes are not one JSON value in UTF-8, or nest deeper than 512.</exception>
    public static RegoValue Parse(ReadOnlySpan<byte> utf8Json) => JsonReading.ReadOnDemand(utf8Json);

    /// <summary>
    /// The value of a parsed element. What is within objects is read, and checked, when a policy first asks for it: the element's document must not be disposed
    /// of before.
    /// </summary>
    /// <exception cref="RegoInputException">The element is undefined.</exception>
    public static RegoValue From(JsonElement element) => JsonReading.FromElement(element);
}
