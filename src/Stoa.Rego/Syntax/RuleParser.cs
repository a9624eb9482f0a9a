using Stoa.Rego.Builtins;

namespace Stoa.Rego.Syntax;

/// <summary>Rules with their bodies and else branches.</summary>
internal sealed class RuleParser(Grammar grammar)
{
    private const string Migration = "`opa fmt --v0-v1` rewrites a file of Rego v0";
    private readonly TokenStream _tokens = grammar.Tokens;

    /// <summary>
    /// One rule, or several that share a head: <c>p if { … } { … }</c>. What Rego v0 allowed is read on, and added to the errors.
    /// </summary>
    public void Rule(List<Rule> rules, List<RegoError> errors)
    {
        var start = _tokens.Current;
        if (_tokens.IsKeywordOfRef)
        {
            _tokens.ReadAsName();
        }
        else if (_tokens.Take(TokenKind.Default))
        {
            rules.Add(DefaultRule(start));
            return;
        }

        var head = grammar.Heads.Head();
        if (!_tokens.IsKeywordOfRef && _tokens.Take(TokenKind.If))
        {
            AddRules(rules, start, head, BodyBehindIf());
        }
        else if (_tokens.Kind == TokenKind.OpenBrace)
        {
            errors.Add(Obsolete(start, head));
            AddRules(rules, start, head, grammar.Expressions.Block());
        }
        else
        {
            if (!head.HasValue && head.Key is null && !Holds(head))
            {
                throw Valueless(start, head);
            }

            rules.Add(Rule(start, head, null));
        }
    }

    /// <summary>A rule of these parts, whose text ends here.</summary>
    public Rule Rule(Token start, RuleHead head, Body? body)
    {
        var location = _tokens.LocationOf(start);
        return new Rule(location, head, body ?? Always(location), null)
        {
            HasBody = body is not null,
            Text = _tokens.Source[start.Start.._tokens.LastEnd],
        };
    }

    /// <summary>An expression, or a block in braces. Braces may also begin a term: an object, a comprehension, or a set that is compared.</summary>
    public Body BodyBehindIf()
    {
        if (_tokens.Kind != TokenKind.OpenBrace)
        {
            return Single(grammar.Expressions.Literal());
        }

        return BraceReading.Of(_tokens) switch
        {
            BraceMeaning.Block => grammar.Expressions.Block(),
            BraceMeaning.Term => Single(grammar.Expressions.Literal()),
            _ => Comprehension() ?? grammar.Expressions.Block(),
        };
    }

    private static Body Single(Expression expression) => new(expression.Location, [expression]);

    private static Body Always(SourceLocation location) => new(location, [new TermExpression(location, new ValueTerm(location, RegoBoolean.True))]);

    private static string Name(RuleHead head) => NameOf(head.Path[0]);

    private static string NameOf(Term term) => term is ValueTerm { Value: RegoString name } ? name.Value : "";

    // As OPA reads it: `f(_)` alone is a function that is true. What could call a builtin is none.
    private static bool Holds(RuleHead head) => head.Arguments is not null && !BuiltinCatalog.All.ContainsKey(string.Join('.', head.Path.Select(NameOf)));

    private static string Subject(RuleHead head) => head.Arguments is null ? "rule" : "function";

    private static bool IsBracketed(RuleHead head, TokenStream tokens, int end) =>
        head is { Path.Count: 2, Arguments: null, Key: null, HasValue: false } && tokens.At(end - 1).Kind == TokenKind.CloseBracket;

    private Body? Comprehension()
    {
        var start = _tokens.Index;
        try
        {
            if (grammar.Expressions.Literal() is var literal and not TermExpression { Term: SetTerm })
            {
                return Single(literal);
            }
        }
        catch (RegoException)
        {
            // It is a block, whose own errors tell more.
        }

        grammar.BeginStatement();
        _tokens.Index = start;
        return null;
    }

    private void AddRules(List<Rule> rules, Token start, RuleHead head, Body body)
    {
        var otherwise = grammar.Branches.Else(head);
        rules.Add(Rule(start, head, body) with { Else = otherwise });
        while (_tokens.Kind == TokenKind.OpenBrace)
        {
            if (otherwise is not null)
            {
                throw _tokens.Unexpected("else keyword");
            }

            var next = _tokens.Current;
            rules.Add(Rule(next, head, grammar.Expressions.Block()));
        }
    }

    private Rule DefaultRule(Token start)
    {
        if (_tokens.IsKeywordOfRef)
        {
            _tokens.ReadAsName();
        }

        var head = grammar.Heads.Head();
        var rule = Rule(start, head, null) with { IsDefault = true };
        DefaultRules.Check(rule);
        return _tokens.Kind is TokenKind.If or TokenKind.OpenBrace or TokenKind.Else && !_tokens.IsKeywordOfRef
            ? throw _tokens.Unexpected("end of the default rule", "a default has no conditions: put them in a rule of their own")
            : rule;
    }

    private RegoError Obsolete(Token start, RuleHead head)
    {
        var name = Name(head);
        return IsBracketed(head, _tokens, _tokens.Index)
            ? TokenStream.Error(
                _tokens.LocationOf(start),
                "Rego v1 writes `contains` in partial sets, and `if` before bodies",
                $"write `{name} contains x if {{ … }}`, or `{name}[x] if {{ … }}` for an object; {Migration}")
            : TokenStream.Error(
                _tokens.LocationOf(start), $"Rego v1 writes `if` before the body of a {Subject(head)}", $"write `if` before the brace; {Migration}");
    }

    private RegoException Valueless(Token start, RuleHead head)
    {
        var name = Name(head);
        if (IsBracketed(head, _tokens, _tokens.Index))
        {
            return TokenStream.Fail(_tokens.LocationOf(start), "Rego v1 writes `contains` in partial sets", $"write `{name} contains x`; {Migration}");
        }

        name += head.Arguments is null ? "" : "(…)";
        return TokenStream.Fail(_tokens.LocationOf(start), $"a {Subject(head)} has a value or a body", $"write `{name} := …`, or `{name} if …`");
    }
}
