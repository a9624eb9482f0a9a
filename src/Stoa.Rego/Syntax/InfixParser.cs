namespace Stoa.Rego.Syntax;

/// <summary>
/// Terms with infix operators. All group to the left; from the loosest to the tightest: <c>in</c>; <c>== != &lt; &lt;= &gt; &gt;=</c>;
/// <c>|</c>; <c>&amp;</c>; <c>+ -</c>; <c>* / %</c>.
/// </summary>
internal sealed class InfixParser(Grammar grammar)
{
    private const int Relations = 1;
    private readonly TokenStream _tokens = grammar.Tokens;

    /// <summary>A term with all operators.</summary>
    /// <param name="allowPair">Whether <c>k, v in xs</c> may stand here: not in lists, where the comma ends the item.</param>
    public Term Term(bool allowPair) => Continue(grammar.Terms.Term(), allowPair);

    /// <summary>A term without <c>in</c>, which another construct reads itself.</summary>
    public Term Relation() => Operators(grammar.Terms.Term(), Relations);

    /// <summary>As <see cref="Term"/>, where the first operand has been read.</summary>
    public Term Continue(Term first, bool allowPair)
    {
        var left = Operators(first, Relations);
        if (allowPair && _tokens.Kind == TokenKind.Comma && Pair(left) is { } pair)
        {
            left = pair;
        }

        while (IsIn())
        {
            var operation = _tokens.Advance();
            var height = grammar.Nesting.Last;
            left = Call(operation, height, "member_2", left, Relation());
        }

        return left;
    }

    /// <summary>Whether <c>in</c> follows as an operator, and not as the name of a document on the next line.</summary>
    public bool IsIn() => _tokens.Kind == TokenKind.In && !(_tokens.IsKeywordOfRef && (_tokens.Current.BeginsLine || _tokens.Next.Kind == TokenKind.Dot));

    private static (int Level, string Name) OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Equal => (Relations, "equal"),
        TokenKind.NotEqual => (Relations, "neq"),
        TokenKind.Less => (Relations, "lt"),
        TokenKind.LessOrEqual => (Relations, "lte"),
        TokenKind.Greater => (Relations, "gt"),
        TokenKind.GreaterOrEqual => (Relations, "gte"),
        TokenKind.Bar => (2, "or"),
        TokenKind.Ampersand => (3, "and"),
        TokenKind.Plus => (4, "plus"),
        TokenKind.Minus => (4, "minus"),
        TokenKind.Times => (5, "mul"),
        TokenKind.Slash => (5, "div"),
        TokenKind.Percent => (5, "rem"),
        _ => (0, ""),
    };

    private Term Operators(Term left, int level)
    {
        var height = grammar.Nesting.Last;
        for (var found = OperatorOf(_tokens.Kind); found.Level >= level && found.Level > 0; found = OperatorOf(_tokens.Kind))
        {
            var operation = _tokens.Advance();
            var right = grammar.Terms.Term();
            if (OperatorOf(_tokens.Kind).Level > found.Level)
            {
                right = Operators(right, found.Level + 1);
            }

            grammar.Nesting.Combine(height, left.Location);
            height = grammar.Nesting.Last;
            left = new CallTerm(left.Location, new VarTerm(_tokens.LocationOf(operation), found.Name), [left, right]) { IsInfix = true };
        }

        return left;
    }

    // The comma may also end an item of a list, or be a mistake: then nothing is taken.
    private CallTerm? Pair(Term key)
    {
        var start = _tokens.Index;
        var height = grammar.Nesting.Last;
        _tokens.Advance();
        if (_tokens.Kind is TokenKind.CloseBracket or TokenKind.CloseBrace or TokenKind.CloseParen)
        {
            _tokens.Index = start;
            return null;
        }

        grammar.Memo.BeginTrial();
        var value = Relation();
        grammar.Memo.EndTrial();
        if (IsIn())
        {
            var operation = _tokens.Advance();
            return Call(operation, Math.Max(height, grammar.Nesting.Last), "member_3", key, value, Relation());
        }

        _tokens.Index = start;
        grammar.Nesting.Last = height;
        return null;
    }

    private CallTerm Call(Token operation, int height, string name, params IReadOnlyList<Term> operands)
    {
        var at = _tokens.LocationOf(operation);
        grammar.Nesting.Combine(height, at);
        var function = new RefTerm(at, new VarTerm(at, "internal"), [new ValueTerm(at, RegoString.Of(name))]);
        return new CallTerm(operands[0].Location, function, operands) { IsInfix = true };
    }
}
