namespace Stoa.Rego.Syntax;

/// <summary><c>package</c> and <c>import</c>.</summary>
internal sealed class DirectiveParser(Grammar grammar)
{
    private const string FutureForm = "write `import rego.v1`, or no import: its keywords are part of Rego v1";
    private readonly TokenStream _tokens = grammar.Tokens;

    public Package Package()
    {
        var location = _tokens.LocationOf(_tokens.Advance());
        return new Package(location, [.. Path().Select(part => part.Name)]);
    }

    public Import Import()
    {
        var location = _tokens.LocationOf(_tokens.Advance());
        var path = Path();
        var import = new Import(location, [.. path.Select(part => part.Name)], Alias());
        switch (path[0].Name)
        {
            case "data" or "input":
                CheckTail(import, path[^1]);
                return import;
            case "rego":
                return path is [_, { Name: "v1" }] ? import : throw TokenStream.Fail(path[0].Location, "the only import below `rego` is `rego.v1`");
            case "future":
                CheckFuture(import, path[0].Location);
                return import;
            default:
                throw TokenStream.Fail(
                    path[0].Location, $"an import begins with data, input, rego or future, not with {path[0].Name}", $"packages stand below data: `import data.{path[0].Name}`");
        }
    }

    private static void CheckTail(Import import, (string Name, SourceLocation Location) tail)
    {
        if (import.Alias is null && Keywords.Contains(tail.Name))
        {
            throw TokenStream.Fail(tail.Location, $"an import cannot be known as {tail.Name}: it is a keyword", "give it another name: `import … as name`");
        }
    }

    private static void CheckFuture(Import import, SourceLocation location)
    {
        if (import.Path is not [_, "keywords", ..] or { Count: > 3 })
        {
            throw TokenStream.Fail(location, "imports below `future` are `future.keywords` and its keywords", FutureForm);
        }

        if (import.Alias is not null)
        {
            throw TokenStream.Fail(location, "imports below `future` have no alias", FutureForm);
        }

        if (import.Path.Count == 3 && !Keywords.Future.Contains(import.Path[2]))
        {
            throw TokenStream.Fail(location, $"{import.Path[2]} is no keyword to import: contains, every, if and in are", FutureForm);
        }
    }

    private string? Alias()
    {
        if (!_tokens.Take(TokenKind.As))
        {
            return null;
        }

        if (_tokens.Kind != TokenKind.Identifier || _tokens.TextOf(_tokens.Current) is "_")
        {
            throw _tokens.Unexpected("var", "an alias is a name, and no keyword");
        }

        return _tokens.NameOf(_tokens.Advance());
    }

    private List<(string Name, SourceLocation Location)> Path()
    {
        if ((_tokens.Kind != TokenKind.Identifier && !_tokens.Kind.IsKeyword()) || _tokens.TextOf(_tokens.Current) is "_")
        {
            throw _tokens.Unexpected("ident");
        }

        var first = _tokens.Advance();
        var path = new List<(string, SourceLocation)> { (_tokens.NameOf(first), _tokens.LocationOf(first)) };
        while (_tokens.Current is { IsAdjacent: true, Kind: TokenKind.Dot or TokenKind.OpenBracket })
        {
            var part = _tokens.Advance().Kind == TokenKind.Dot ? grammar.Terms.DottedName() : BracketedName();
            path.Add((((RegoString)part.Value).Value, part.Location));
        }

        return path;
    }

    private ValueTerm BracketedName()
    {
        if (_tokens.Kind is not (TokenKind.Quoted or TokenKind.RawQuoted))
        {
            throw _tokens.Unexpected("string", "a path has names and strings only");
        }

        var name = grammar.Literals.Text();
        _tokens.Expect(TokenKind.CloseBracket, "]");
        return name;
    }
}
