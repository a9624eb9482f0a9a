namespace Stoa.Rego.Syntax;

/// <summary>
/// Cuts a source into tokens and comments. What is no token becomes <see cref="TokenKind.Illegal"/> with its error beside it, so that the
/// parser reports it in its place.
/// </summary>
internal sealed class Lexer
{
    private readonly string _file;
    private readonly string _text;
    private readonly LineTracker _lines;
    private readonly TextScanner _scanner;
    private readonly Stack<(bool IsRaw, int Depth)> _templates = [];
    private int _at;
    private int _depth; // braces open within the innermost template expression

    public Lexer(string file, string text)
    {
        _file = file;
        _text = text;
        _lines = new LineTracker(text);
        _scanner = new TextScanner(text);
        Tokens = new List<Token>((text.Length / 5) + 4);
        _at = text.StartsWith('\uFEFF') ? 1 : 0;
        while (ReadToken())
        {
        }
    }

    /// <summary>The tokens, the last one <see cref="TokenKind.End"/>.</summary>
    public List<Token> Tokens { get; }

    public List<Comment> Comments { get; } = [];

    /// <summary>What is wrong with the illegal tokens, by their index.</summary>
    public Dictionary<int, RegoError> Errors { get; } = [];

    private bool ReadToken()
    {
        var gap = ReadGap();
        var start = _at;
        var (row, column) = _lines.At(start);
        if (start == _text.Length)
        {
            Tokens.Add(new Token(TokenKind.End, start, start, row, column, gap));
            return false;
        }

        var kind = Scan();
        if (_scanner.Failure is { } failure)
        {
            var (errorRow, errorColumn) = failure.Position <= start ? (row, column) : _lines.At(failure.Position);
            Errors[Tokens.Count] = new RegoError(RegoErrorCodes.Parse, failure.Message, new SourceLocation(_file, errorRow, errorColumn), failure.Hint);
            _scanner.Failure = null;
            kind = TokenKind.Illegal;
        }

        Tokens.Add(new Token(kind, start, _at, row, column, gap));
        return true;
    }

    private TokenGap ReadGap()
    {
        var gap = TokenGap.None;
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case ' ' or '\t' or '\r':
                    gap = gap == TokenGap.None ? TokenGap.Space : gap;
                    break;
                case '\n':
                    gap = TokenGap.Line;
                    break;
                case '#':
                    ReadComment();
                    break;
                default:
                    return gap;
            }
        }

        return gap;
    }

    // Stops on the comment's last character.
    private void ReadComment()
    {
        var length = _text.AsSpan(_at).IndexOf('\n');
        var end = length < 0 ? _text.Length : _at + length;
        var (row, column) = _lines.At(_at);
        var text = _text.AsSpan(_at + 1, end - _at - 1);
        Comments.Add(new Comment(new SourceLocation(_file, row, column), (text.EndsWith('\r') ? text[..^1] : text).ToString()));
        _at = end - 1;
    }

    private TokenKind Scan()
    {
        var first = _text[_at];
        if (TextScanner.IsLetter(first))
        {
            var end = _scanner.Word(_at);
            var kind = Keywords.KindOf(_text.AsSpan(_at, end - _at));
            _at = end;
            return kind;
        }

        switch (first)
        {
            case >= '0' and <= '9':
                _at = _scanner.Number(_at);
                return TokenKind.Number;
            case '"':
                _at = _scanner.Quoted(_at + 1, _at, isTemplate: false);
                return TokenKind.Quoted;
            case '`':
                _at = _scanner.Raw(_at + 1, _at, isTemplate: false);
                return TokenKind.RawQuoted;
            case '$':
                return ScanTemplate();
            case '{':
                _depth++;
                return Take(TokenKind.OpenBrace, 1);
            case '}' when _depth == 0 && _templates.Count > 0:
                return ScanTemplateRest();
            case '}':
                _depth -= _depth > 0 ? 1 : 0;
                return Take(TokenKind.CloseBrace, 1);
            default:
                return ScanOperator(first);
        }
    }

    private TokenKind ScanTemplate()
    {
        var quote = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        if (quote is not ('"' or '`'))
        {
            _scanner.Fail(_at, "`$` begins template strings only", "write them as $\"…{expression}…\" or $`…{expression}…`");
            return Take(TokenKind.Illegal, 1);
        }

        var start = _at;
        _at = quote == '`' ? _scanner.Raw(start + 2, start, isTemplate: true) : _scanner.Quoted(start + 2, start, isTemplate: true);
        if (_scanner.Failure is not null || _text[_at - 1] != '{')
        {
            return TokenKind.TemplateWhole;
        }

        _templates.Push((quote == '`', _depth));
        _depth = 0;
        return TokenKind.TemplateHead;
    }

    private TokenKind ScanTemplateRest()
    {
        var start = _at;
        var isRaw = _templates.Peek().IsRaw;
        _at = isRaw ? _scanner.Raw(start + 1, start, isTemplate: true) : _scanner.Quoted(start + 1, start, isTemplate: true);
        if (_scanner.Failure is null && _text[_at - 1] == '{')
        {
            return TokenKind.TemplateMiddle;
        }

        _depth = _templates.Pop().Depth;
        return TokenKind.TemplateTail;
    }

    private TokenKind ScanOperator(char first)
    {
        var (kind, length) = Operators.At(_text.AsSpan(_at));
        return length == 0 ? Refuse(first) : Take(kind, length);
    }

    private TokenKind Take(TokenKind kind, int length)
    {
        _at += length;
        return kind;
    }

    private TokenKind Refuse(char first)
    {
        var isPair = char.IsHighSurrogate(first) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]);
        var hint = first switch
        {
            '!' => "negate with `not`, compare with `!=`",
            '\'' => "strings stand in double quotes or backticks",
            _ => null,
        };
        _scanner.Fail(_at, $"illegal character {TextScanner.Describe(_text.AsSpan(_at, isPair ? 2 : 1))}", hint);
        return Take(TokenKind.Illegal, isPair ? 2 : 1);
    }
}
