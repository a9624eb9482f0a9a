namespace Stoa.Rego.Syntax;

/// <summary>Tells what an opening bracket begins, by a look ahead to where it closes.</summary>
internal sealed class FrameReader(List<FormatToken> tokens, ExpressionStarts starts)
{
    private readonly Dictionary<int, int> _closes = FindCloses(tokens);
    private readonly Dictionary<int, int> _opens = FindCloses(tokens).ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <param name="open">The index of the opening bracket.</param>
    /// <param name="indent">The indent of its line.</param>
    /// <param name="bareRow">The row on which a body of one expression needs no braces, or 0.</param>
    public FormatFrame Read(int open, int indent, int bareRow)
    {
        var close = _closes[open];
        if (tokens[open].Kind == TokenKind.OpenBrace && starts.Contains(tokens[open + 1]))
        {
            var isBare = tokens[open + 1].Row == bareRow && tokens[open + 1].Kind != TokenKind.OpenBrace && Expressions(open, close) == 1 && !HasComments(open, close);
            return isBare ? new FormatFrame(FrameKind.Bare, close, indent, false) : new FormatFrame(FrameKind.Block, close, indent, true);
        }

        var kind = Kind(open, close);
        return new FormatFrame(kind, close, indent, IsMultiline(kind, open, close));
    }

    /// <summary>Whether a list has a <c>|</c> that a comma keeps from being a comprehension's.</summary>
    public bool HasBar(int open, int close)
    {
        foreach (var index in Inside(open, close))
        {
            if (tokens[index].Kind == TokenKind.Bar)
            {
                return true;
            }
        }

        return false;
    }

    public int CloseOf(int open) => _closes[open];

    public int OpenOf(int close) => _opens[close];

    private static Dictionary<int, int> FindCloses(List<FormatToken> tokens)
    {
        var closes = new Dictionary<int, int>();
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Opens)
            {
                open.Push(i);
            }
            else if (tokens[i].Closes)
            {
                closes[open.Pop()] = i;
            }
        }

        return closes;
    }

    // The tokens directly within brackets, those of inner brackets left out.
    private IEnumerable<int> Inside(int open, int close)
    {
        for (var i = open + 1; i < close; i++)
        {
            yield return i;
            if (tokens[i].Opens)
            {
                i = _closes[i];
            }
        }
    }

    private FrameKind Kind(int open, int close)
    {
        if (tokens[open].Kind == TokenKind.OpenParen)
        {
            return IsApplied(open) ? FrameKind.List : FrameKind.Single;
        }

        if (Inside(open, close).Any(index => tokens[index].Kind == TokenKind.Bar && starts.Contains(tokens[index + 1])))
        {
            return FrameKind.Comprehension;
        }

        return tokens[open].Kind == TokenKind.OpenBracket && IsApplied(open) ? FrameKind.Single : FrameKind.List;
    }

    // Whether the bracket follows what is called or referred into. A space may stand behind a rule's name only.
    private bool IsApplied(int open) => open > 0 && (tokens[open].IsAdjacent || open == 1)
        && (tokens[open - 1].Closes || tokens[open - 1].Kind is TokenKind.Identifier or TokenKind.Quoted or TokenKind.RawQuoted || tokens[open - 1].Kind.IsKeyword());

    private int Expressions(int open, int close) => Inside(open, close).Count(index => starts.Contains(tokens[index]));

    private bool HasComments(int open, int close) => Enumerable.Range(open + 1, close - open).Any(index => tokens[index].Comments.Count > 0);

    private bool IsMultiline(FrameKind kind, int open, int close)
    {
        if (close == open + 1)
        {
            return tokens[close].Comments.Count > 0;
        }

        if (tokens[open + 1].BeginsLine || tokens[close].Comments.Count > 0)
        {
            return true;
        }

        return Inside(open, close).Any(index => kind switch
        {
            FrameKind.Comprehension => starts.Contains(tokens[index]) && tokens[index].BeginsLine,
            FrameKind.List => tokens[index - 1].Kind == TokenKind.Comma && tokens[index].BeginsLine,
            _ => false,
        });
    }
}
