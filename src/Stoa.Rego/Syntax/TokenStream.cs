namespace Stoa.Rego.Syntax;

/// <summary>The tokens of one source and the place in them, with what all parts of the parser share.</summary>
internal sealed class TokenStream
{
    private readonly Token[] _tokens;
    private readonly Dictionary<int, RegoError> _illegal;
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;
    private int _wildcards;

    public TokenStream(string file, string source)
    {
        File = file;
        Source = source;
        var lexer = new Lexer(file, source);
        _tokens = [.. lexer.Tokens];
        _illegal = lexer.Errors;
        _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        Comments = lexer.Comments;
    }

    public string File { get; }

    public string Source { get; }

    public IReadOnlyList<Comment> Comments { get; }

    /// <summary>The index of the current token. Set it back to try something else.</summary>
    public int Index { get; set; }

    public ref readonly Token Current => ref _tokens[Index];

    public TokenKind Kind => _tokens[Index].Kind;

    public SourceLocation Here => LocationOf(Current);

    /// <summary>The position in the source behind the token before.</summary>
    public int LastEnd => Index == 0 ? 0 : _tokens[Index - 1].End;

    /// <summary>The token behind the current one, or the last one.</summary>
    public ref readonly Token Next => ref _tokens[Math.Min(Index + 1, _tokens.Length - 1)];

    /// <summary>Whether the current token is a keyword that a key follows, so that it names a document: <c>if.a</c>, <c>not["b"]</c>.</summary>
    public bool IsKeywordOfRef => Kind.IsKeyword() && Next is { IsAdjacent: true, Kind: TokenKind.Dot or TokenKind.OpenBracket };

    public Token At(int index) => _tokens[index];

    public SourceLocation LocationOf(in Token token) => new(File, token.Row, token.Column);

    public ReadOnlySpan<char> TextOf(in Token token) => Source.AsSpan(token.Start, token.End - token.Start);

    /// <summary>The token's text, as one string per distinct name.</summary>
    public string NameOf(in Token token)
    {
        var text = TextOf(token);
        if (!_namesBySpan.TryGetValue(text, out var name))
        {
            name = text.ToString();
            _names.Add(name);
        }

        return name;
    }

    /// <summary>Moves behind the current token and returns it.</summary>
    public Token Advance()
    {
        var token = _tokens[Index];
        if (token.Kind != TokenKind.End)
        {
            Index++;
        }

        return token;
    }

    public bool Take(TokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        Index++;
        return true;
    }

    public Token Expect(TokenKind kind, string expected, string? hint = null) => Kind == kind ? Advance() : throw Unexpected(expected, hint);

    /// <summary>Makes the current keyword a name, where one is allowed.</summary>
    public void ReadAsName() => _tokens[Index] = _tokens[Index] with { Kind = TokenKind.Identifier };

    public VarTerm Wildcard(SourceLocation location) => new(location, $"${_wildcards++}");

    /// <summary>The error that the current token makes.</summary>
    public RegoException Unexpected(string? expected, string? hint = null)
    {
        if (_illegal.TryGetValue(Index, out var illegal))
        {
            return new RegoException(illegal);
        }

        var kind = Kind.IsKeyword() ? "keyword" : "token";
        return Fail(Here, $"unexpected {TokenNames.Of(Kind)} {kind}{(expected is null ? "" : $": expected {expected}")}", hint);
    }

    public static RegoException Fail(SourceLocation location, string message, string? hint = null) => new(Error(location, message, hint));

    public static RegoError Error(SourceLocation location, string message, string? hint = null) => new(RegoErrorCodes.Parse, message, location, hint);
}
