namespace Stoa.Rego.Syntax;

/// <summary>Expressions and the bodies that they make up.</summary>
internal sealed class ExpressionParser(Grammar grammar)
{
    private readonly TokenStream _tokens = grammar.Tokens;

    /// <summary>Expressions up to a closing token, which is taken. On trial: null where a comma follows one.</summary>
    public Body? Body(TokenKind end, bool isTrial)
    {
        var location = _tokens.Here;
        if (_tokens.Kind == end)
        {
            throw TokenStream.Fail(location, "the body is empty", end == TokenKind.CloseBrace ? "write `true` for a body that always holds" : null);
        }

        var outer = grammar.Nesting.Enter(location);
        var expressions = new List<Expression>();
        do
        {
            expressions.Add(Literal());
            if (isTrial && _tokens.Kind == TokenKind.Comma)
            {
                grammar.Nesting.Leave(outer, location);
                return null;
            }
        }
        while (Separator(end));
        _tokens.Expect(end, TokenNames.Of(end));
        grammar.Nesting.Leave(outer, location);
        return new Body(location, expressions);
    }

    /// <summary>Expressions in braces; the opening one is current.</summary>
    public Body Block()
    {
        _tokens.Expect(TokenKind.OpenBrace, "{");
        return Body(TokenKind.CloseBrace, isTrial: false)!;
    }

    /// <summary>Expressions up to the end of the source.</summary>
    public Body Query() => Body(TokenKind.End, isTrial: false)!;

    /// <summary>One expression with all that belongs to it.</summary>
    public Expression Literal()
    {
        if (_tokens.IsKeywordOfRef)
        {
            _tokens.ReadAsName();
            return Modified(Plain());
        }

        var location = _tokens.Here;
        switch (_tokens.Kind)
        {
            case TokenKind.Not:
                _tokens.Advance();
                if (_tokens.Kind is TokenKind.Some or TokenKind.Every)
                {
                    throw TokenStream.Fail(_tokens.Here, $"`not` cannot stand before `{TokenNames.Of(_tokens.Kind)}`", "put the declaration in a rule of its own, and negate that");
                }

                return Modified(Plain() with { Location = location, IsNegated = true });
            case TokenKind.Some:
                return grammar.Declarations.Some();
            case TokenKind.Every:
                return grammar.Declarations.Every();
            default:
                return Modified(Plain());
        }
    }

    /// <summary>The expression with the <c>with</c> modifiers that follow.</summary>
    public Expression Modified(Expression expression)
    {
        if (!IsWith())
        {
            return expression;
        }

        var modifiers = new List<WithModifier>();
        while (IsWith())
        {
            modifiers.Add(Modifier());
        }

        return expression with { With = modifiers };
    }

    private bool IsWith() => _tokens.Kind == TokenKind.With && !_tokens.IsKeywordOfRef;

    private WithModifier Modifier()
    {
        var location = _tokens.LocationOf(_tokens.Advance());
        if (_tokens.Kind != TokenKind.Identifier)
        {
            throw _tokens.Unexpected("ident", "`with` replaces input, data, or a function: `with input.user as …`");
        }

        var target = grammar.Terms.Term();
        if (target is not (VarTerm { IsWildcard: false } or RefTerm { Head: VarTerm { IsWildcard: false } }))
        {
            throw TokenStream.Fail(target.Location, "this is nothing that `with` can replace", "it replaces input, data, or a function: `with input.user as …`");
        }

        _tokens.Expect(TokenKind.As, "as keyword");
        return new WithModifier(location, target, grammar.Infix.Term(allowPair: true));
    }

    private Expression Plain()
    {
        var location = _tokens.Here;
        var left = grammar.Infix.Term(allowPair: true);
        switch (_tokens.Kind)
        {
            case TokenKind.Unify:
                _tokens.Advance();
                return new UnifyExpression(location, left, grammar.Infix.Term(allowPair: true));
            case TokenKind.Assign:
                _tokens.Advance();
                return new AssignExpression(location, left, grammar.Infix.Term(allowPair: true));
            default:
                return new TermExpression(location, left);
        }
    }

    // Whether another expression follows.
    private bool Separator(TokenKind end)
    {
        if (_tokens.Take(TokenKind.Semicolon))
        {
            return true;
        }

        if (_tokens.Kind == end)
        {
            return false;
        }

        if (_tokens.Kind != TokenKind.End && _tokens.Current.BeginsLine)
        {
            return true;
        }

        throw _tokens.Unexpected($"\\n or ; or {TokenNames.Of(end)}");
    }
}
