using System.Globalization;
using System.Text;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>Texts in quotes, and values in messages.</summary>
internal static class CelText
{
    private const int LongestShown = 64;
    private const string Escaped = "abfnrtv\\?\"'`";
    private const string Meant = "\a\b\f\n\r\t\v\\?\"'`";

    /// <summary>A key as far as a message tells it.</summary>
    public static string Shown(RegoValue key) => key switch
    {
        RegoString { Value: var text } => $"'{BoundedText.Of(text[..Math.Min(text.Length, LongestShown)], LongestShown)}'",
        RegoNumber { Text: var digits } => digits[..Math.Min(digits.Length, LongestShown)],
        _ => $"of type {key.TypeName}",
    };

    /// <summary>Reads a text that begins after its quote; <paramref name="at"/> is then after the other quote.</summary>
    /// <exception cref="CelFault">It does not end, or has an escape that means nothing.</exception>
    public static string Read(string expression, ref int at, char quote, bool isRaw)
    {
        var text = new StringBuilder();
        while (at < expression.Length && expression[at] is not ('\n' or '\r'))
        {
            var next = expression[at++];
            if (next == quote)
            {
                return text.ToString();
            }

            text.Append(next == '\\' && !isRaw ? Unescape(expression, ref at) : next.ToString());
        }

        throw new CelFault("a text does not end");
    }

    private static string Unescape(string expression, ref int at)
    {
        var kind = at < expression.Length ? expression[at++] : '\0';
        if (Escaped.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var place)
        {
            return Meant[place].ToString();
        }

        var digits = kind switch { 'x' or 'X' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0 && at + digits <= expression.Length
            && int.TryParse(expression.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code))
        {
            at += digits;
            return new Rune(code).ToString();
        }

        throw new CelFault($"the escape '\\{kind}' is unknown or not whole");
    }
}
