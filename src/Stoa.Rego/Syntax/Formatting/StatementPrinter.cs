namespace Stoa.Rego.Syntax;

/// <summary>
/// Prints the tokens of one statement. Expressions of a block stand on lines of their own; lists, comprehensions and operators keep the
/// line breaks that they have.
/// </summary>
internal sealed class StatementPrinter
{
    private readonly List<FormatToken> _tokens;
    private readonly ExpressionStarts _starts;
    private readonly FrameReader _reader;
    private readonly Stack<FormatFrame> _frames = [];
    private readonly FormatWriter _writer = new();
    private int _last = -1; // the token that was printed last
    private bool _isOperand;
    private bool _isSign;
    private bool _isBlockEnd;
    private bool _isBranchNoted; // a comment stands above the else branch to come
    private int _bareRow;

    private StatementPrinter(List<FormatToken> tokens, ExpressionStarts starts)
    {
        _tokens = tokens;
        _starts = starts;
        _reader = new FrameReader(tokens, starts);
    }

    /// <summary>The statement without the comments before its first token.</summary>
    public static string Print(List<FormatToken> tokens, ExpressionStarts starts)
    {
        var printer = new StatementPrinter(tokens, starts);
        for (var i = 0; i < tokens.Count; i++)
        {
            printer.Print(i);
        }

        return printer._writer.ToString();
    }

    private void Print(int index)
    {
        var token = _tokens[index];
        var frame = _frames.Count > 0 ? _frames.Peek() : null;
        if (index > 0)
        {
            PrintComments(token, frame);
        }

        if (frame?.Close == index)
        {
            Close(index, _frames.Pop());
        }
        else if (!IsDropped(index, frame))
        {
            Separate(index, frame);
            Append(index);
            if (token.Opens)
            {
                Open(index);
            }
        }

        _writer.Row = token.EndRow;
    }

    private void PrintComments(in FormatToken token, FormatFrame? frame)
    {
        foreach (var comment in token.Comments)
        {
            if (comment.Location.Row == _writer.Row && !_writer.MustBreak)
            {
                _writer.Space();
            }
            else if (frame is null && IsElse(token))
            {
                _writer.Break(0, _writer.MustBreak && _isBranchNoted ? comment.Location.Row : int.MaxValue);
                _isBranchNoted = true;
            }
            else
            {
                _writer.Break(frame is null ? 1 : frame.IsMultiline ? frame.Inner : frame.Inner + 1, comment.Location.Row);
            }

            _writer.Comment(comment);
        }
    }

    // Semicolons where a line ends, and the last comma of a list on one line.
    private bool IsDropped(int index, FormatFrame? frame) => frame is not null && _tokens[index].Kind switch
    {
        TokenKind.Semicolon => frame.IsMultiline && _tokens[index + 1].Kind != TokenKind.Minus,
        TokenKind.Comma => frame is { IsList: true, IsMultiline: false } && frame.Close == index + 1 && !_reader.HasBar(_reader.OpenOf(frame.Close), frame.Close),
        _ => false,
    };

    private void Open(int index)
    {
        var frame = _reader.Read(index, _writer.Indent, _frames.Count == 0 && _tokens[index - 1].Kind == TokenKind.If ? _bareRow : 0);
        if (frame.Kind == FrameKind.Bare)
        {
            _writer.Remove(2); // the space and the brace
            _last = index - 1;
        }

        _frames.Push(frame);
    }

    private void Close(int index, FormatFrame frame)
    {
        if (frame.Kind == FrameKind.Bare)
        {
            return;
        }

        if (frame.IsMultiline || _writer.MustBreak)
        {
            _writer.Break(frame.Indent, 0);
        }

        Append(index);
        _isBlockEnd = frame.Kind == FrameKind.Block;
    }

    private void Separate(int index, FormatFrame? frame)
    {
        var token = _tokens[index];
        if (index == 0)
        {
            return;
        }

        var isBreak = token.BeginsLine || _writer.MustBreak;
        var isFirst = frame is not null && _tokens[index - 1].Opens && _reader.CloseOf(index - 1) == frame.Close;
        if (frame is null)
        {
            SeparateParts(token);
        }
        else if (_starts.Contains(token) && frame.Kind is FrameKind.Block or FrameKind.Comprehension && (frame.IsMultiline || _writer.MustBreak))
        {
            _writer.Break(frame.Inner, isFirst && !_writer.MustBreak ? 0 : token.Row);
        }
        else if (isFirst && frame is { IsMultiline: true, Kind: FrameKind.List or FrameKind.Single })
        {
            _writer.Break(frame.Inner, 0);
        }
        else if (isBreak && frame is { IsMultiline: true, Kind: FrameKind.List } && _tokens[index - 1].Kind == TokenKind.Comma)
        {
            _writer.Break(frame.Inner, token.Row);
        }
        else if (_writer.MustBreak || (isBreak && !isFirst && !_starts.Contains(token) && !IsBar(index, frame)))
        {
            _writer.Break(frame.Inner + 1, 0);
        }
        else
        {
            Space(token);
        }
    }

    // Between the parts of a rule: its head, `if`, its else branches.
    private void SeparateParts(in FormatToken token)
    {
        if (IsElse(token) && (token.BeginsLine || !_isBlockEnd || _writer.MustBreak))
        {
            _writer.Break(0, _isBranchNoted ? token.Row : int.MaxValue);
            _isBranchNoted = false;
        }
        else if (_writer.MustBreak || (token.BeginsLine && token.Kind is not (TokenKind.If or TokenKind.Else or TokenKind.Contains or TokenKind.Assign or TokenKind.Unify)))
        {
            _writer.Break(1, 0);
        }
        else
        {
            Space(token);
        }
    }

    private bool IsElse(in FormatToken token) => token.Kind == TokenKind.Else && _tokens[_last].Kind != TokenKind.Dot;

    // The bar of a comprehension ends the line of its head.
    private bool IsBar(int index, FormatFrame frame) => frame.Kind == FrameKind.Comprehension && _tokens[index].Kind == TokenKind.Bar && _starts.Contains(_tokens[index + 1]);

    private void Space(in FormatToken token)
    {
        if (TokenSpacing.IsNeeded(_tokens[_last], token, _isOperand, _isSign, _last == 0 && _tokens[0].Kind == TokenKind.Identifier))
        {
            _writer.Space();
        }
    }

    private void Append(int index)
    {
        var token = _tokens[index];
        if (_frames.Count == 0 && token.Kind is TokenKind.Else || index == 0)
        {
            _bareRow = token.Row;
        }

        _isSign = token.Kind == TokenKind.Minus && !_isOperand;
        _isOperand = TokenSpacing.EndsOperand(token, _last >= 0 && _tokens[_last].Kind == TokenKind.Dot && token.Kind != TokenKind.Number);
        _isBlockEnd = false;
        _writer.Append(token.Text);
        _last = index;
        if (_frames.Count > 0 && _frames.Peek() is { IsList: true, IsMultiline: true } frame && frame.Close == index + 1 && token.Kind != TokenKind.Comma && !token.Opens)
        {
            _writer.Append(",");
        }
    }
}
