namespace Stoa.Rego.Syntax;

/// <summary>Terms without infix operators: scalars, variables, collections, and the refs and calls that begin with them.</summary>
internal sealed class TermParser(Grammar grammar)
{
    private readonly TokenStream _tokens = grammar.Tokens;

    public Term Term()
    {
        var start = _tokens.Index;
        if (grammar.Memo.TryFind(start, out var known, out var end, out var height))
        {
            _tokens.Index = end;
            grammar.Nesting.Note(height, _tokens.Here);
            return known;
        }

        var location = _tokens.Here;
        var outer = grammar.Nesting.Enter(location);
        var term = Keys(First());
        grammar.Nesting.Leave(outer, location);
        grammar.Memo.Add(start, term, _tokens.Index, grammar.Nesting.Last);
        return term;
    }

    /// <summary>A variable, from a token that is known to be a name.</summary>
    public VarTerm Variable()
    {
        var token = _tokens.Advance();
        var location = _tokens.LocationOf(token);
        return token.End - token.Start == 1 && _tokens.Source[token.Start] == '_' ? _tokens.Wildcard(location) : new VarTerm(location, _tokens.NameOf(token));
    }

    /// <summary>The name behind a dot. A keyword is one too.</summary>
    public ValueTerm DottedName()
    {
        if (!_tokens.Current.IsAdjacent || (_tokens.Kind != TokenKind.Identifier && !_tokens.Kind.IsKeyword()))
        {
            throw _tokens.Current.IsAdjacent
                ? _tokens.Unexpected("ident", _tokens.Kind == TokenKind.Number ? "positions and other keys that are no names stand in brackets: `a[0]`" : null)
                : _tokens.Unexpected("ident right behind the dot");
        }

        var token = _tokens.Advance();
        return new ValueTerm(_tokens.LocationOf(token), RegoString.Of(_tokens.NameOf(token)));
    }

    /// <summary>The key behind an opening bracket, and the closing one.</summary>
    public Term BracketedKey()
    {
        var key = grammar.Infix.Term(allowPair: true);
        _tokens.Expect(TokenKind.CloseBracket, "]");
        return key;
    }

    private Term First()
    {
        var location = _tokens.Here;
        switch (_tokens.Kind)
        {
            case TokenKind.Null:
                _tokens.Advance();
                return new ValueTerm(location, RegoNull.Instance);
            case TokenKind.True or TokenKind.False:
                return new ValueTerm(location, RegoBoolean.Of(_tokens.Advance().Kind == TokenKind.True));
            case TokenKind.Minus or TokenKind.Dot or TokenKind.Number:
                return grammar.Literals.Number();
            case TokenKind.Quoted or TokenKind.RawQuoted:
                return grammar.Literals.Text();
            case TokenKind.TemplateWhole or TokenKind.TemplateHead:
                return grammar.Templates.Template();
            case TokenKind.Identifier or TokenKind.Contains:
                return Variable();
            case TokenKind.OpenBracket:
                return grammar.Collections.Array();
            case TokenKind.OpenBrace:
                return grammar.Collections.SetOrObject();
            case TokenKind.OpenParen:
                _tokens.Advance();
                var inner = grammar.Infix.Term(allowPair: true);
                _tokens.Expect(TokenKind.CloseParen, ")", _tokens.Kind is TokenKind.Unify or TokenKind.Assign ? "parentheses hold a term; compare with `==`" : null);
                return inner;
            default:
                throw _tokens.Unexpected("term", Advice());
        }
    }

    private Term Keys(Term head)
    {
        if (_tokens.Current is not { IsAdjacent: true, Kind: TokenKind.Dot or TokenKind.OpenBracket or TokenKind.OpenParen })
        {
            return head;
        }

        CheckHead(head);
        var keys = new List<Term>();
        while (_tokens.Current.IsAdjacent)
        {
            if (_tokens.Take(TokenKind.Dot))
            {
                keys.Add(DottedName());
            }
            else if (_tokens.Take(TokenKind.OpenBracket))
            {
                keys.Add(BracketedKey());
            }
            else if (_tokens.Kind == TokenKind.OpenParen && head is VarTerm { IsWildcard: false })
            {
                head = Call(keys.Count == 0 ? head : new RefTerm(head.Location, head, keys));
                keys = [];
            }
            else
            {
                break;
            }
        }

        return keys.Count == 0 ? head : new RefTerm(head.Location, head, keys);
    }

    private Term Call(Term function)
    {
        _tokens.Advance();
        var arguments = grammar.Collections.List(TokenKind.CloseParen, []);
        _tokens.Advance();
        return arguments.Count == 0 && function is VarTerm { Name: "set" }
            ? new SetTerm(function.Location, [])
            : new CallTerm(function.Location, function, arguments);
    }

    private void CheckHead(Term head)
    {
        var fault = head switch
        {
            _ when _tokens.Kind == TokenKind.OpenParen && head is not VarTerm { IsWildcard: false } => "illegal call: only names can be called",
            ValueTerm { Value: RegoNull } => "illegal ref: null has no keys",
            ValueTerm value => $"illegal ref: a {value.Value.TypeName} has no keys",
            TemplateTerm => "illegal ref: a string has no keys",
            RefTerm => "illegal ref: a ref in parentheses cannot begin another",
            _ => null,
        };
        if (fault is not null)
        {
            throw TokenStream.Fail(head.Location, fault, head is RefTerm ? "leave the parentheses away" : null);
        }
    }

    private string? Advice() => _tokens.Kind switch
    {
        TokenKind.Not => "`not` stands before a whole expression, not within one",
        TokenKind.Some or TokenKind.Every => "declarations are expressions of their own",
        TokenKind.CloseBrace or TokenKind.End when _tokens.Index > 0 && _tokens.At(_tokens.Index - 1).Kind == TokenKind.Semicolon => "a `;` stands between expressions, not behind the last one",
        _ => null,
    };
}
