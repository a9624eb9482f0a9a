namespace Stoa.Rego.Syntax;

/// <summary>A token as the formatter sees it: a template string is one, and the comments before it belong to it.</summary>
internal readonly record struct FormatToken(TokenKind Kind, string Text, int Row, int Column, int EndRow, TokenGap Gap, IReadOnlyList<Comment> Comments)
{
    public bool BeginsLine => Gap == TokenGap.Line;

    public bool IsAdjacent => Gap == TokenGap.None;

    public bool Opens => Kind is TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.OpenParen;

    public bool Closes => Kind is TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParen;
}
