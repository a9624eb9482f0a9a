namespace Stoa.Rego.Syntax;

/// <summary>The operators and marks that text may begin with.</summary>
internal static class Operators
{
    /// <summary>The kind and length of the one that the text begins with, or a length of 0. The text is not empty.</summary>
    public static (TokenKind Kind, int Length) At(ReadOnlySpan<char> text)
    {
        var hasEqual = text.Length > 1 && text[1] == '=';
        return text[0] switch
        {
            '(' => (TokenKind.OpenParen, 1),
            ')' => (TokenKind.CloseParen, 1),
            '[' => (TokenKind.OpenBracket, 1),
            ']' => (TokenKind.CloseBracket, 1),
            ',' => (TokenKind.Comma, 1),
            ';' => (TokenKind.Semicolon, 1),
            '.' => (TokenKind.Dot, 1),
            '+' => (TokenKind.Plus, 1),
            '-' => (TokenKind.Minus, 1),
            '*' => (TokenKind.Times, 1),
            '/' => (TokenKind.Slash, 1),
            '%' => (TokenKind.Percent, 1),
            '&' => (TokenKind.Ampersand, 1),
            '|' => (TokenKind.Bar, 1),
            ':' => hasEqual ? (TokenKind.Assign, 2) : (TokenKind.Colon, 1),
            '=' => hasEqual ? (TokenKind.Equal, 2) : (TokenKind.Unify, 1),
            '!' when hasEqual => (TokenKind.NotEqual, 2),
            '<' => hasEqual ? (TokenKind.LessOrEqual, 2) : (TokenKind.Less, 1),
            '>' => hasEqual ? (TokenKind.GreaterOrEqual, 2) : (TokenKind.Greater, 1),
            _ => (TokenKind.Illegal, 0),
        };
    }
}
