namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>Takes an expression apart.</summary>
internal static class CelLexer
{
    private static readonly string[] Symbols = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", ".", ",", "+", "-", "(", ")", "[", "]", "{", "}"];

    /// <exception cref="CelFault">There is something in it that is no part of an expression.</exception>
    public static List<CelToken> Read(string expression)
    {
        List<CelToken> tokens = [];
        var at = 0;
        while (at < expression.Length)
        {
            if (expression[at] is ' ' or '\t' or '\n' or '\r')
            {
                at++;
                continue;
            }

            tokens.Add(Next(expression, ref at));
        }

        tokens.Add(new CelToken(CelTokenKind.End, "", at));
        return tokens;
    }

    private static CelToken Next(string expression, ref int at)
    {
        var start = at;
        var isRaw = expression[at] is 'r' or 'R' && at + 1 < expression.Length && expression[at + 1] is '\'' or '"';
        if (isRaw || expression[at] is '\'' or '"')
        {
            at += isRaw ? 2 : 1;
            return TextOf(expression, ref at, start, isRaw);
        }

        if (char.IsAsciiDigit(expression[at]))
        {
            at = EndOfNumber(expression, at);
            return new CelToken(CelTokenKind.Number, expression[start..at], start);
        }

        if (IsName(expression[at]))
        {
            at = EndOf(expression, at, static character => IsName(character) || char.IsAsciiDigit(character));
            return new CelToken(CelTokenKind.Name, expression[start..at], start);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(expression, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new CelToken(CelTokenKind.Symbol, symbol, start);
            }
        }

        throw new CelFault($"position {start + 1}: '{expression[start]}' is not supported");
    }

    private static CelToken TextOf(string expression, ref int at, int start, bool isRaw)
    {
        var quote = expression[at - 1];
        var text = CelText.Read(expression, ref at, quote, isRaw);
        return text.Length == 0 && at < expression.Length && expression[at] == quote
            ? throw new CelFault($"position {start + 1}: texts in three quotes are not supported")
            : new CelToken(CelTokenKind.Text, text, start);
    }

    private static int EndOfNumber(string expression, int at)
    {
        at = EndOf(expression, at, char.IsAsciiDigit);
        if (at + 1 < expression.Length && expression[at] == '.' && char.IsAsciiDigit(expression[at + 1]))
        {
            at = EndOf(expression, at + 1, char.IsAsciiDigit);
        }

        return at < expression.Length && IsName(expression[at])
            ? throw new CelFault($"position {at + 1}: a number goes on with '{expression[at]}'; supported are digits, with a point between them")
            : at;
    }

    private static int EndOf(string expression, int at, Func<char, bool> belongs)
    {
        while (at < expression.Length && belongs(expression[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsName(char character) => char.IsAsciiLetter(character) || character == '_';
}
