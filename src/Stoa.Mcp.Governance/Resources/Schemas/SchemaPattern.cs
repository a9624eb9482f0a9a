using System.Text;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>
/// Patterns of a schema, which are written in ECMAScript's dialect, as expressions that match in time linear in the text. What the two dialects would
/// read differently is translated (<c>$</c>, <c>.</c>, <c>\d</c>, <c>\w</c>) or refused; so is what needs backtracking.
/// </summary>
internal sealed class SchemaPattern
{
    private const int LongestPattern = 1_000;

    // Escapes that mean the same in both dialects, and those of characters that are themselves.
    private const string SameEscapes = "sStnrfv0";

    private readonly string _text;
    private readonly StringBuilder _result = new();
    private int _at;

    private SchemaPattern(string text) => _text = text;

    /// <summary>The expression, or null and the reason why there is none.</summary>
    public static Regex? Read(string text, out string? refusal)
    {
        refusal = null;
        if (text.Length > LongestPattern)
        {
            refusal = $"is longer than {LongestPattern} characters";
            return null;
        }

        try
        {
            return new Regex(new SchemaPattern(text).Translate(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            refusal = "needs backtracking (look-around, back reference) or is too large";
        }
        catch (ArgumentException error)
        {
            refusal = $"is not a pattern that can be used: {Shown.Value(error.Message)}";
        }

        return null;
    }

    private string Translate()
    {
        var inClass = false;
        while (_at < _text.Length)
        {
            var character = _text[_at++];
            switch (character)
            {
                case '\\':
                    TranslateEscape(inClass);
                    break;
                case '[' when !inClass:
                    inClass = true;
                    _result.Append('[');
                    if (Next('^'))
                    {
                        _result.Append('^');
                    }

                    break;
                case '[':
                    // Unescaped it could begin a subtraction, which ECMAScript has not.
                    _result.Append("\\[");
                    break;
                case ']' when inClass:
                    inClass = false;
                    _result.Append(']');
                    break;
                case '$' when !inClass:
                    _result.Append(@"\z");
                    break;
                case '.' when !inClass:
                    _result.Append(@"[^\n\r\u2028\u2029]");
                    break;
                case '(' when !inClass && Next('?'):
                    TranslateGroup();
                    break;
                default:
                    _result.Append(character);
                    break;
            }
        }

        return _result.ToString();
    }

    private bool Next(char expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    // Options, comments and conditions are .NET's own.
    private void TranslateGroup()
    {
        if (!Next(':'))
        {
            throw new NotSupportedException();
        }

        _result.Append("(?:");
    }

    private void TranslateEscape(bool inClass)
    {
        var escaped = _at < _text.Length ? _text[_at++] : throw new ArgumentException("it ends with '\\'");
        _result.Append((escaped, inClass) switch
        {
            ('d', true) => "0-9",
            ('d', false) => "[0-9]",
            ('D', false) => "[^0-9]",
            ('w', true) => "A-Za-z0-9_",
            ('w', false) => "[A-Za-z0-9_]",
            ('W', false) => "[^A-Za-z0-9_]",
            ('b', true) => "\\b",
            ('u', _) => "\\u" + Hex(4),
            ('x', _) => "\\x" + Hex(2),
            ('p' or 'P', _) => $"\\{escaped}{Category()}",
            _ when SameEscapes.Contains(escaped, StringComparison.Ordinal) || !char.IsAsciiLetterOrDigit(escaped) => $"\\{escaped}",
            _ => throw new ArgumentException($"'\\{escaped}' is not supported here"),
        });
    }

    private string Hex(int digits)
    {
        var end = _at + digits;
        if (end > _text.Length || !_text.AsSpan(_at, digits).ToString().All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException($"{digits} hex digits are missing");
        }

        var hex = _text[_at..end];
        _at = end;
        return hex;
    }

    // General categories alone: scripts and blocks have other names in .NET, or mean other characters.
    private string Category()
    {
        var end = _text.IndexOf('}', _at);
        if (!Next('{') || end - _at is < 1 or > 2)
        {
            throw new ArgumentException("of \\p only general categories of one or two letters are supported");
        }

        var category = _text[_at..end];
        _at = end + 1;
        return $"{{{category}}}";
    }
}
