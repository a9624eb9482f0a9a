namespace Stoa.Rego.Syntax;

/// <summary>Tells a block behind <c>if</c> from a term in braces, by a look ahead.</summary>
internal static class BraceReading
{
    public static BraceMeaning Of(TokenStream tokens)
    {
        var hasBar = false;
        var depth = 0;
        for (var index = tokens.Index; ; index++)
        {
            var kind = tokens.At(index).Kind;
            depth += Step(kind);
            if (kind == TokenKind.End)
            {
                return BraceMeaning.Block;
            }

            if (depth == 0)
            {
                return IsOperand(tokens, index) ? BraceMeaning.Term : hasBar ? BraceMeaning.Unclear : BraceMeaning.Block;
            }

            if (depth == 1 && kind == TokenKind.Colon)
            {
                return BraceMeaning.Term;
            }

            hasBar |= depth == 1 && kind == TokenKind.Bar;
        }
    }

    private static int Step(TokenKind kind) => kind switch
    {
        TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.OpenParen or TokenKind.TemplateHead => 1,
        TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParen or TokenKind.TemplateTail => -1,
        _ => 0,
    };

    // Whether the braces are empty, an object, or something uses what they hold.
    private static bool IsOperand(TokenStream tokens, int close)
    {
        var next = tokens.At(close + 1);
        return close == tokens.Index + 1 || next.Kind switch
        {
            TokenKind.Dot or TokenKind.OpenBracket => next.IsAdjacent,
            TokenKind.In => !next.BeginsLine,
            >= TokenKind.Assign and <= TokenKind.GreaterOrEqual => true,
            _ => false,
        };
    }
}
