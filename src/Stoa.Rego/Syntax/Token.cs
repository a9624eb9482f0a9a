namespace Stoa.Rego.Syntax;

/// <summary>One token: its text is the source from <paramref name="Start"/> to <paramref name="End"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its position in the source, in UTF-16 units.</param>
/// <param name="End">The position behind it.</param>
/// <param name="Row">Its line, from 1.</param>
/// <param name="Column">Its column, as in <see cref="SourceLocation"/>.</param>
/// <param name="Gap">What stands between it and the token before.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, int Row, int Column, TokenGap Gap)
{
    /// <summary>Whether it follows the token before without a space.</summary>
    public bool IsAdjacent => Gap == TokenGap.None;

    /// <summary>Whether a line ends between it and the token before.</summary>
    public bool BeginsLine => Gap == TokenGap.Line;
}
