namespace Stoa.Rego.Syntax;

/// <summary>
/// Arrays, sets, objects and comprehensions. <c>|</c> behind a first term without operators begins a comprehension's body; where that turns
/// out to be a list after all, <c>[a | b, c]</c>, it is the operator.
/// </summary>
internal sealed class CollectionParser(Grammar grammar)
{
    private const string HeadHint = "put what is collected in parentheses: `[(x + 1) | …]`";
    private readonly TokenStream _tokens = grammar.Tokens;

    public Term Array()
    {
        var start = _tokens.Here;
        _tokens.Advance();
        if (_tokens.Take(TokenKind.CloseBracket))
        {
            return new ArrayTerm(start, []);
        }

        var isPlain = !_tokens.Take(TokenKind.Comma);
        var first = grammar.Terms.Term();
        if (isPlain && _tokens.Kind == TokenKind.Bar && ComprehensionBody(TokenKind.CloseBracket) is { } body)
        {
            return new ArrayComprehension(start, first, body);
        }

        var items = Rest(TokenKind.CloseBracket, first, isPlain);
        _tokens.Advance();
        return new ArrayTerm(start, items);
    }

    public Term SetOrObject()
    {
        var start = _tokens.Here;
        _tokens.Advance();
        if (_tokens.Take(TokenKind.CloseBrace))
        {
            return new ObjectTerm(start, []);
        }

        var isPlain = !_tokens.Take(TokenKind.Comma);
        var first = grammar.Terms.Term();
        if (isPlain && _tokens.Kind == TokenKind.Bar && ComprehensionBody(TokenKind.CloseBrace) is { } body)
        {
            return new SetComprehension(start, first, body);
        }

        first = grammar.Infix.Continue(first, allowPair: false);
        if (_tokens.Take(TokenKind.Colon))
        {
            return Object(start, first, isPlain);
        }

        var items = Rest(TokenKind.CloseBrace, first, isPlain);
        _tokens.Advance();
        return new SetTerm(start, items);
    }

    /// <summary>The items of a list up to its end, which is left.</summary>
    public List<Term> List(TokenKind end, List<Term> items)
    {
        while (_tokens.Kind != end)
        {
            items.Add(grammar.Infix.Term(allowPair: false));
            if (_tokens.Kind != end && !_tokens.Take(TokenKind.Comma))
            {
                throw _tokens.Unexpected($", or {TokenNames.Of(end)}");
            }
        }

        return items;
    }

    private List<Term> Rest(TokenKind end, Term first, bool isPlain)
    {
        first = grammar.Infix.Continue(first, allowPair: false);
        if (_tokens.Kind != end && !_tokens.Take(TokenKind.Comma))
        {
            var isHead = isPlain && first is CallTerm { IsInfix: true } && _tokens.Kind is TokenKind.Assign or TokenKind.Unify or TokenKind.Semicolon or TokenKind.Some;
            throw _tokens.Unexpected($", or {TokenNames.Of(end)}", isHead ? HeadHint : null);
        }

        return List(end, [first]);
    }

    private Term Object(SourceLocation start, Term key, bool isPlain)
    {
        var value = grammar.Terms.Term();
        if (isPlain && _tokens.Kind == TokenKind.Bar && ComprehensionBody(TokenKind.CloseBrace) is { } body)
        {
            return new ObjectComprehension(start, key, value, body);
        }

        var members = new List<(Term, Term)> { (key, grammar.Infix.Continue(value, allowPair: false)) };
        while (_tokens.Kind != TokenKind.CloseBrace)
        {
            if (!_tokens.Take(TokenKind.Comma))
            {
                throw _tokens.Unexpected(", or }", _tokens.Kind is TokenKind.Assign or TokenKind.Unify ? HeadHint : null);
            }

            if (_tokens.Kind == TokenKind.CloseBrace)
            {
                break;
            }

            var next = grammar.Infix.Term(allowPair: false);
            _tokens.Expect(TokenKind.Colon, ":", "every member of an object has a key: `key: value`");
            members.Add((next, grammar.Infix.Term(allowPair: false)));
        }

        _tokens.Advance();
        return new ObjectTerm(start, members);
    }

    // Null, and nothing taken, where a comma shows that this is a list.
    private Body? ComprehensionBody(TokenKind end)
    {
        var start = _tokens.Index;
        var height = grammar.Nesting.Last;
        _tokens.Advance();
        grammar.Memo.BeginTrial();
        var body = grammar.Expressions.Body(end, isTrial: true);
        grammar.Memo.EndTrial();
        if (body is null)
        {
            _tokens.Index = start;
            grammar.Nesting.Last = height;
        }

        return body;
    }
}
