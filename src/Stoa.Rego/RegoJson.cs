using System.Text;
using System.Text.Json;

namespace Stoa.Rego;

/// <summary>Values from JSON.</summary>
public static class RegoJson
{
    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="RegoInputException">The text is not one JSON value, or nests deeper than 512.</exception>
    public static RegoValue Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonReading.Read(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Reads one JSON value in UTF-8.</summary>
    /// <exception cref="RegoInputException">The bytes are not one JSON value in UTF-8, or nest deeper than 512.</exception>
    public static RegoValue Parse(ReadOnlySpan<byte> utf8Json) => JsonReading.Read(utf8Json);

    /// <summary>
    /// The value of a parsed element. Objects are read when a policy first asks for them: the element's document must not be disposed of before.
    /// </summary>
    /// <exception cref="RegoInputException">The element is undefined.</exception>
    public static RegoValue From(JsonElement element) => JsonReading.FromElement(element);
}
