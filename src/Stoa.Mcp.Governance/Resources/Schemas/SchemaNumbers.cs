using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>Compares JSON numbers by value: exactly where both fit 28 digits, else as near as a double comes.</summary>
internal static class SchemaNumbers
{
    public static int Compare(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out var one) && right.TryGetDecimal(out var other)
            ? one.CompareTo(other)
            : left.GetDouble().CompareTo(right.GetDouble());

    public static bool IsWhole(JsonElement number)
    {
        var text = number.GetRawText();
        return text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 || (number.TryGetDecimal(out var value) && decimal.Truncate(value) == value);
    }

    public static bool IsMultiple(JsonElement number, decimal of)
    {
        try
        {
            return number.TryGetDecimal(out var value) && value % of == 0;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
