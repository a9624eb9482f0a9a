using System.Globalization;

namespace Stoa.Rego.Syntax;

/// <summary>Finds where words, numbers and strings end. Sets <see cref="Failure"/> to the first thing that is wrong in them.</summary>
internal sealed class TextScanner(string text)
{
    public ScanFailure? Failure { get; set; }

    public static bool IsLetter(char unit) => char.IsAsciiLetter(unit) || unit == '_';

    /// <summary>A character for a message: itself where it prints, else its number.</summary>
    public static string Describe(ReadOnlySpan<char> character) =>
        character.Length == 2 || !(char.IsControl(character[0]) || char.IsSurrogate(character[0]) || char.GetUnicodeCategory(character[0]) == UnicodeCategory.Format)
            ? $"`{character}`"
            : string.Create(CultureInfo.InvariantCulture, $"U+{(int)character[0]:X4}");

    public void Fail(int position, string message, string? hint = null) => Failure ??= new ScanFailure(position, message, hint);

    public int Word(int at)
    {
        while (at < text.Length && (IsLetter(text[at]) || char.IsDigit(text[at])))
        {
            at++;
        }

        return at;
    }

    public int Number(int at)
    {
        var start = at;
        at = Digits(at);
        if (at < text.Length && text[at] == '.')
        {
            at = DigitsAfter(at, start, "a number's point needs digits behind it");
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at += at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            at = DigitsAfter(at, start, "a number's exponent needs digits");
        }

        if (at < text.Length && IsLetter(text[at]))
        {
            Fail(start, "a name cannot begin with a digit, and a number has no letters in it");
            at = Word(at);
        }

        return at;
    }

    /// <summary>The position behind a string in double quotes, or behind the <c>{</c> that ends a part of a template.</summary>
    public int Quoted(int at, int start, bool isTemplate)
    {
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    return at + 1;
                case '{' when isTemplate:
                    return at + 1;
                case '\n':
                    Fail(start, "a string in double quotes ends on its line", "write `\\n` for a line break, or put the text in backticks");
                    return at;
                case '\\':
                    at = Escape(at, isTemplate);
                    break;
                default:
                    Check(at);
                    break;
            }
        }

        Fail(start, "the string does not end", "close it with `\"`");
        return text.Length;
    }

    /// <summary>The position behind a string in backticks, or behind the <c>{</c> that ends a part of a template.</summary>
    public int Raw(int at, int start, bool isTemplate)
    {
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '`':
                    return at + 1;
                case '{' when isTemplate:
                    return at + 1;
                case '\\' when isTemplate && at + 1 < text.Length && text[at + 1] == '{':
                    at++;
                    break;
                default:
                    Check(at);
                    break;
            }
        }

        Fail(start, "the string does not end", "close it with a backtick");
        return text.Length;
    }

    // The position of the escape's last character.
    private int Escape(int at, bool isTemplate)
    {
        if (at + 1 == text.Length)
        {
            return at;
        }

        switch (text[at + 1])
        {
            case '\\' or '"' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
            case '{' when isTemplate:
                return at + 1;
            case 'u' when at + 6 <= text.Length && text.AsSpan(at + 2, 4).IndexOfAnyExcept(StringLiterals.HexDigits) < 0:
                return at + 5;
            case 'u':
                Fail(at, "`\\u` needs four hexadecimal digits");
                return at + 1;
            case '\n':
                return at;
            default:
                Fail(at, $"no escape begins with `\\` and {Describe(text.AsSpan(at + 1, 1))}", "write `\\\\` for a backslash, or put the text in backticks");
                return at + 1;
        }
    }

    private int Digits(int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private int DigitsAfter(int at, int start, string message)
    {
        var end = Digits(at + 1);
        if (end == at + 1)
        {
            Fail(start, message);
        }

        return end;
    }

    private void Check(int at)
    {
        var unit = text[at];
        if (unit == '\0')
        {
            Fail(at, "illegal character U+0000");
        }
        else if (unit == '\uFEFF')
        {
            Fail(at, "illegal byte order mark within the text");
        }
        else if (char.IsSurrogate(unit) && !IsPaired(at))
        {
            Fail(at, "illegal half of a surrogate pair");
        }
    }

    private bool IsPaired(int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
