namespace Stoa.Rego.Syntax;

/// <summary>Heads of rules.</summary>
internal sealed class HeadParser(Grammar grammar)
{
    private readonly TokenStream _tokens = grammar.Tokens;

    /// <summary>The head up to its value or key. The current token is the rule's name.</summary>
    public RuleHead Head()
    {
        var location = _tokens.Here;
        var path = new List<Term> { Name() };
        var arguments = Path(path);
        switch (_tokens.Kind)
        {
            case TokenKind.Contains when !_tokens.IsKeywordOfRef || !_tokens.Current.BeginsLine:
                _tokens.Advance();
                return new RuleHead(location, path, null, grammar.Infix.Term(allowPair: true), null);
            case TokenKind.Assign or TokenKind.Unify:
                var isAssigned = _tokens.Advance().Kind == TokenKind.Assign;
                return new RuleHead(location, path, arguments, null, grammar.Infix.Term(allowPair: true)) { HasValue = true, IsAssigned = isAssigned };
            default:
                return new RuleHead(location, path, arguments, null, new ValueTerm(location, RegoBoolean.True));
        }
    }

    private ValueTerm Name()
    {
        var token = _tokens.Current;
        if (token.Kind != TokenKind.Identifier)
        {
            throw token.Kind == TokenKind.Else
                ? _tokens.Unexpected("rule", "`else` follows the body of a rule: `p := 1 if … else := 2`")
                : token.Kind.IsKeyword()
                ? TokenStream.Fail(_tokens.Here, $"a rule cannot be named {TokenNames.Of(token.Kind)}: it is a keyword", "below a name it can: `a.if := …`")
                : _tokens.Unexpected("rule");
        }

        if (_tokens.TextOf(token) is "_")
        {
            throw TokenStream.Fail(_tokens.Here, "a rule cannot be named `_`: it is a variable that nothing refers to");
        }

        _tokens.Advance();
        return new ValueTerm(_tokens.LocationOf(token), RegoString.Of(_tokens.NameOf(token)));
    }

    // Adds the keys behind the name. Returns the parameters of a function, else null.
    private List<Term>? Path(List<Term> path)
    {
        while (path.Count == 1 || _tokens.Current.IsAdjacent)
        {
            if (_tokens.Take(TokenKind.Dot))
            {
                path.Add(grammar.Terms.DottedName());
            }
            else if (_tokens.Take(TokenKind.OpenBracket))
            {
                path.Add(grammar.Terms.BracketedKey());
            }
            else
            {
                return _tokens.Take(TokenKind.OpenParen) ? Parameters() : null;
            }
        }

        return null;
    }

    private List<Term>? Parameters()
    {
        var parameters = grammar.Collections.List(TokenKind.CloseParen, []);
        _tokens.Advance();
        if (_tokens.Current is { IsAdjacent: true, Kind: TokenKind.Dot or TokenKind.OpenBracket or TokenKind.OpenParen })
        {
            throw _tokens.Unexpected("a value or body", "a function's parameters end its head");
        }

        if (_tokens.Kind == TokenKind.Contains)
        {
            throw _tokens.Unexpected("a value or body", "a function has one value; for a set of them return a set: `f(x) := {y | …}`");
        }

        // Without parameters it is no function: `p() := 1` is `p := 1`.
        return parameters.Count == 0 ? null : parameters;
    }
}
