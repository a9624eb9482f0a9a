using System.Collections.Frozen;

namespace Stoa.Rego.Syntax;

/// <summary>How messages name tokens.</summary>
internal static class TokenNames
{
    private static readonly FrozenDictionary<TokenKind, string> Names = new Dictionary<TokenKind, string>
    {
        [TokenKind.End] = "eof",
        [TokenKind.Illegal] = "illegal",
        [TokenKind.Identifier] = "ident",
        [TokenKind.Number] = "number",
        [TokenKind.Quoted] = "string",
        [TokenKind.RawQuoted] = "string",
        [TokenKind.TemplateWhole] = "template string",
        [TokenKind.TemplateHead] = "template string",
        [TokenKind.TemplateMiddle] = "}",
        [TokenKind.TemplateTail] = "}",
        [TokenKind.OpenParen] = "(",
        [TokenKind.CloseParen] = ")",
        [TokenKind.OpenBracket] = "[",
        [TokenKind.CloseBracket] = "]",
        [TokenKind.OpenBrace] = "{",
        [TokenKind.CloseBrace] = "}",
        [TokenKind.Comma] = ",",
        [TokenKind.Colon] = ":",
        [TokenKind.Semicolon] = ";",
        [TokenKind.Dot] = ".",
        [TokenKind.Assign] = ":=",
        [TokenKind.Unify] = "=",
        [TokenKind.Plus] = "+",
        [TokenKind.Minus] = "-",
        [TokenKind.Times] = "*",
        [TokenKind.Slash] = "/",
        [TokenKind.Percent] = "%",
        [TokenKind.Ampersand] = "&",
        [TokenKind.Bar] = "|",
        [TokenKind.Equal] = "==",
        [TokenKind.NotEqual] = "!=",
        [TokenKind.Less] = "<",
        [TokenKind.LessOrEqual] = "<=",
        [TokenKind.Greater] = ">",
        [TokenKind.GreaterOrEqual] = ">=",
    }.ToFrozenDictionary();

    public static string Of(TokenKind kind) => Names.TryGetValue(kind, out var name) ? name : kind.ToString().ToLowerInvariant();
}
