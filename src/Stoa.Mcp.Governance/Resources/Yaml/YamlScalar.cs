using System.Globalization;

namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>A YAML scalar. An unquoted one has the type that the YAML 1.2 core schema (section 10.3) gives it.</summary>
internal sealed class YamlScalar(int line, int column, string text, bool quoted) : YamlValue(line, column)
{
    public string Text { get; } = text;

    public bool IsNull => !quoted && (Text is "" or "~" or "null" or "Null" or "NULL");

    public bool IsBoolean => !quoted && (Text.Equals("true", StringComparison.OrdinalIgnoreCase) || Text.Equals("false", StringComparison.OrdinalIgnoreCase));

    public bool IsNumber => !quoted && LooksNumeric(Text);

    public bool IsText => !IsNull && !IsBoolean && !IsNumber;

    public override string Describe() =>
        IsNull ? "empty" : IsBoolean ? $"the boolean {Text}" : IsNumber ? $"the number {Shown.Value(Text)}" : $"the text '{Shown.Value(Text)}'";

    private static bool LooksNumeric(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
        {
            return false;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN"
            || IsRadix(text, "0x", char.IsAsciiHexDigit)
            || IsRadix(text, "0o", digit => digit is >= '0' and <= '7');
    }

    private static bool IsRadix(string text, string prefix, Func<char, bool> isDigit) =>
        text.Length > 2 && text.StartsWith(prefix, StringComparison.Ordinal) && text.Skip(2).All(isDigit);
}
