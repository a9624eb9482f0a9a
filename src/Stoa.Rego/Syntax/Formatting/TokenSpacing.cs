namespace Stoa.Rego.Syntax;

/// <summary>Where a space stands between two tokens of a line.</summary>
internal static class TokenSpacing
{
    /// <summary>Whether the token ends an operand, so that an operator, a key or an argument list may follow.</summary>
    public static bool EndsOperand(in FormatToken token, bool isBehindDot) => isBehindDot || token.Closes || token.Kind
        is TokenKind.Identifier or TokenKind.Number or TokenKind.Quoted or TokenKind.RawQuoted or TokenKind.TemplateWhole
        or TokenKind.Null or TokenKind.True or TokenKind.False or TokenKind.Contains;

    /// <param name="before">The token before.</param>
    /// <param name="token">The token.</param>
    /// <param name="isOperand">Whether the token before ends an operand.</param>
    /// <param name="isSign">Whether the token before is the sign of a number.</param>
    /// <param name="isBehindName">Whether the token before is the name that a rule begins with.</param>
    public static bool IsNeeded(in FormatToken before, in FormatToken token, bool isOperand, bool isSign, bool isBehindName)
    {
        if (before.Opens || token.Closes || isSign || before.Kind == TokenKind.Dot)
        {
            return false;
        }

        return token.Kind switch
        {
            TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon => false,
            TokenKind.Dot or TokenKind.OpenBracket when before.Kind.IsKeyword() => !token.IsAdjacent,
            TokenKind.Dot or TokenKind.OpenBracket or TokenKind.OpenParen => !(isOperand && (token.IsAdjacent || isBehindName)),
            _ => true,
        };
    }
}
