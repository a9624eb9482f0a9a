namespace Stoa.Rego.Syntax;

/// <summary>Template strings.</summary>
internal sealed class TemplateParser(Grammar grammar)
{
    private const string OnlyTerms = "a template string's braces hold one term, with `with` behind it if need be";
    private readonly TokenStream _tokens = grammar.Tokens;

    public TemplateTerm Template()
    {
        var start = _tokens.Here;
        var outer = grammar.Nesting.Enter(start);
        var isRaw = _tokens.Source[_tokens.Current.Start + 1] == '`';
        var parts = new List<Term>();
        for (var prefix = 2; ; prefix = 1)
        {
            var token = _tokens.Advance();
            AddText(parts, token, prefix, isRaw);
            if (token.Kind is TokenKind.TemplateWhole or TokenKind.TemplateTail)
            {
                break;
            }

            parts.Add(Embedded());
            if (_tokens.Kind is not (TokenKind.TemplateMiddle or TokenKind.TemplateTail))
            {
                throw _tokens.Unexpected("} of the template string", _tokens.Kind == TokenKind.End ? null : OnlyTerms);
            }
        }

        grammar.Nesting.Leave(outer, start);
        return new TemplateTerm(start, parts) { IsRaw = isRaw };
    }

    private void AddText(List<Term> parts, Token token, int prefix, bool isRaw)
    {
        var inner = _tokens.TextOf(token)[prefix..^1];
        if (inner.Length > 0)
        {
            parts.Add(new ValueTerm(_tokens.LocationOf(token), RegoString.Of(isRaw ? StringLiterals.UnescapeRaw(inner) : StringLiterals.Unescape(inner))));
        }
    }

    private TemplateExpression Embedded()
    {
        if (_tokens.Kind is TokenKind.TemplateMiddle or TokenKind.TemplateTail)
        {
            throw TokenStream.Fail(_tokens.Here, "a template string's braces hold nothing", "escape the brace as `\\{` where it is meant as text");
        }

        var location = _tokens.Here;
        var expression = grammar.Expressions.Literal();
        var fault = expression switch
        {
            { IsNegated: true } => "negate (`not`)",
            UnifyExpression => "unify (`=`)",
            AssignExpression => "assign (`:=`)",
            EveryExpression => "quantify (`every`)",
            SomeExpression or SomeInExpression => "declare (`some`)",
            _ => null,
        };
        return fault is null ? new TemplateExpression(location, expression) : throw TokenStream.Fail(location, $"a template string cannot {fault}", OnlyTerms);
    }
}
