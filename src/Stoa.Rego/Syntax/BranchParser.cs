namespace Stoa.Rego.Syntax;

/// <summary>Else branches.</summary>
internal sealed class BranchParser(Grammar grammar)
{
    private readonly TokenStream _tokens = grammar.Tokens;

    /// <summary>The chain of branches that begins here, or null.</summary>
    public Rule? Else(RuleHead head)
    {
        var branches = new List<Rule>();
        while (_tokens.Kind == TokenKind.Else && !_tokens.IsKeywordOfRef)
        {
            Check(head);
            if (branches.Count == NestingGuard.MaxDepth)
            {
                throw TokenStream.Fail(_tokens.Here, $"a chain has at most {NestingGuard.MaxDepth} else branches");
            }

            branches.Add(Branch(head));
            if (!branches[^1].HasBody)
            {
                break;
            }
        }

        Rule? chain = null;
        for (var i = branches.Count - 1; i >= 0; i--)
        {
            chain = branches[i] with { Else = chain };
        }

        return chain;
    }

    private void Check(RuleHead head)
    {
        if (head.Key is not null)
        {
            throw TokenStream.Fail(_tokens.Here, "a partial set has no else branches", "write another rule: all of them add to the set");
        }

        if (head.Path.Any(part => part is not ValueTerm))
        {
            throw TokenStream.Fail(_tokens.Here, "a rule with variables in its head has no else branches", "write a function, or rules with conditions that exclude each other");
        }
    }

    private Rule Branch(RuleHead head)
    {
        var start = _tokens.Advance();
        var location = _tokens.LocationOf(start);
        var branch = head with { Location = location, Value = new ValueTerm(location, RegoBoolean.True), HasValue = false, IsAssigned = false };
        if (_tokens.Kind is TokenKind.Assign or TokenKind.Unify)
        {
            var isAssigned = _tokens.Advance().Kind == TokenKind.Assign;
            branch = branch with { Value = grammar.Infix.Term(allowPair: true), HasValue = true, IsAssigned = isAssigned };
        }
        else if (_tokens.Kind is not (TokenKind.If or TokenKind.OpenBrace))
        {
            throw _tokens.Unexpected("a value or body of the else branch", "write `else := value if …`");
        }

        if (_tokens.Kind == TokenKind.OpenBrace)
        {
            throw _tokens.Unexpected("if keyword", "Rego v1 writes `if` before the body of an else branch; `opa fmt --v0-v1` rewrites a file of Rego v0");
        }

        return grammar.Rules.Rule(start, branch, _tokens.Take(TokenKind.If) ? Body() : null);
    }

    private Body Body()
    {
        if (_tokens.Kind == TokenKind.OpenBrace)
        {
            return grammar.Expressions.Block();
        }

        var expression = grammar.Expressions.Literal();
        return new Body(expression.Location, [expression]);
    }
}
