namespace Stoa.Rego.Syntax;

/// <summary><c>some</c> and <c>every</c>.</summary>
internal sealed class DeclarationParser(Grammar grammar)
{
    private const string EveryForm = "`every x in xs { … }` or `every k, v in xs { … }`";
    private readonly TokenStream _tokens = grammar.Tokens;

    public Expression Some()
    {
        var location = _tokens.LocationOf(_tokens.Advance());
        if (_tokens.Kind.IsKeyword() && _tokens.Kind is not (TokenKind.Null or TokenKind.True or TokenKind.False or TokenKind.Contains))
        {
            throw _tokens.Unexpected("var", "keywords cannot name variables");
        }

        var first = grammar.Infix.Relation();
        if (grammar.Infix.IsIn())
        {
            return Iteration(location, null, first);
        }

        if (_tokens.Kind != TokenKind.Comma)
        {
            return new SomeExpression(location, [AsVariable(first)]);
        }

        _tokens.Advance();
        var second = grammar.Infix.Relation();
        return grammar.Infix.IsIn() ? Iteration(location, first, second) : Names(location, AsVariable(first), AsVariable(second));
    }

    public Expression Every()
    {
        var location = _tokens.LocationOf(_tokens.Advance());
        var outer = grammar.Nesting.Enter(location);
        var first = EveryVariable();
        var second = _tokens.Take(TokenKind.Comma) ? EveryVariable() : null;
        _tokens.Expect(TokenKind.In, "in keyword", EveryForm);
        var domain = grammar.Infix.Relation();
        if (_tokens.Kind != TokenKind.OpenBrace)
        {
            throw _tokens.Unexpected("{", EveryForm);
        }

        var body = grammar.Expressions.Block();
        grammar.Nesting.Leave(outer, location);
        return grammar.Expressions.Modified(new EveryExpression(location, second is null ? null : first, second ?? first, domain, body));
    }

    private static VarTerm AsVariable(Term term) => term switch
    {
        VarTerm { Name: "contains" } => throw TokenStream.Fail(term.Location, "unexpected contains keyword: expected var", "keywords cannot name variables"),
        VarTerm variable => variable,
        _ => throw TokenStream.Fail(term.Location, "`some` declares variables", "write `some x`, `some x, y`, `some x in xs` or `some k, v in xs`"),
    };

    private SomeExpression Names(SourceLocation location, VarTerm first, VarTerm second)
    {
        var variables = new List<VarTerm> { first, second };
        while (_tokens.Take(TokenKind.Comma))
        {
            if (_tokens.Kind != TokenKind.Identifier)
            {
                throw _tokens.Unexpected("var");
            }

            variables.Add(grammar.Terms.Variable());
        }

        return _tokens.Kind == TokenKind.In
            ? throw _tokens.Unexpected("at most two variables before it", "write `some k, v in xs`")
            : new SomeExpression(location, variables);
    }

    private Expression Iteration(SourceLocation location, Term? key, Term value)
    {
        _tokens.Advance();
        var domain = grammar.Infix.Relation();
        return grammar.Infix.IsIn()
            ? throw _tokens.Unexpected("one `in`", "put the domain in parentheses")
            : grammar.Expressions.Modified(new SomeInExpression(location, key, value, domain));
    }

    private VarTerm EveryVariable()
    {
        if (_tokens.Kind is not (TokenKind.Identifier or TokenKind.Contains))
        {
            throw _tokens.Unexpected("var", EveryForm);
        }

        var variable = grammar.Terms.Variable();
        return _tokens.Kind is TokenKind.In or TokenKind.Comma ? variable : throw _tokens.Unexpected("in keyword", $"key and value are variables: {EveryForm}");
    }
}
