namespace Stoa.Rego.Syntax;

/// <summary>Cuts a source that parses into the formatter's tokens.</summary>
internal static class FormatTokens
{
    /// <summary>The tokens, the last one <see cref="TokenKind.End"/> with the comments at the end.</summary>
    public static List<FormatToken> Of(string file, string source)
    {
        var lexer = new Lexer(file, source);
        var tokens = new List<FormatToken>(lexer.Tokens.Count);
        var comment = 0;
        for (var i = 0; i < lexer.Tokens.Count; i++)
        {
            var first = lexer.Tokens[i];
            var comments = Take(lexer.Comments, ref comment, first);
            i = Last(lexer.Tokens, i);
            var text = source[first.Start..lexer.Tokens[i].End];
            if (i + 1 < lexer.Tokens.Count && first.Kind == TokenKind.TemplateHead)
            {
                // Comments within a template string are part of its text.
                while (comment < lexer.Comments.Count && IsBefore(lexer.Comments[comment], lexer.Tokens[i]))
                {
                    comment++;
                }
            }

            var kind = first.Kind == TokenKind.TemplateHead ? TokenKind.TemplateWhole : first.Kind;
            tokens.Add(new FormatToken(kind, text, first.Row, first.Column, first.Row + text.AsSpan().Count('\n'), first.Gap, comments));
        }

        return tokens;
    }

    private static bool IsBefore(Comment comment, Token token) =>
        (comment.Location.Row, comment.Location.Column).CompareTo((token.Row, token.Column)) < 0;

    private static List<Comment> Take(List<Comment> comments, ref int next, Token token)
    {
        var taken = new List<Comment>();
        while (next < comments.Count && IsBefore(comments[next], token))
        {
            taken.Add(comments[next++]);
        }

        return taken;
    }

    // The index of the token that ends the template string that begins here, else of the token itself.
    private static int Last(List<Token> tokens, int index)
    {
        var depth = 0;
        do
        {
            depth += tokens[index].Kind switch { TokenKind.TemplateHead => 1, TokenKind.TemplateTail => -1, _ => 0 };
        }
        while (depth > 0 && ++index < tokens.Count);
        return index;
    }
}
