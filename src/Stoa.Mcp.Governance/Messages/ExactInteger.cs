using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Whole numbers within ±(2^53-1), in any spelling that JSON has for them: <c>42</c>, <c>42.0</c>, <c>4.2e1</c>.</summary>
internal static class ExactInteger
{
    private const long Largest = (1L << 53) - 1;
    private const int MaxLength = 64;

    internal static bool TryRead(string text, out long value)
    {
        value = 0;
        return text.Length is > 0 and <= MaxLength
            && IsJsonNumber(text)
            && long.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value)
            && Math.Abs(value) <= Largest;
    }

    // JSON has no plus sign, no leading zeros and no bare point.
    private static bool IsJsonNumber(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length == bytes.Length && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
