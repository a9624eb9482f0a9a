using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>A statement, printed, and what its place among the others depends on.</summary>
internal sealed class PrintedStatement
{
    private readonly FormatToken _first;
    private readonly int _endRow;
    private readonly string _text;

    public PrintedStatement(List<FormatToken> tokens, ExpressionStarts starts)
    {
        _first = tokens[0];
        _endRow = tokens[^1].EndRow;
        _text = _first.Kind == TokenKind.End ? "" : StatementPrinter.Print(tokens, starts);
    }

    private bool IsOneLine => !_text.Contains('\n', StringComparison.Ordinal);

    private bool IsImport => _first.Kind == TokenKind.Import;

    /// <summary>Appends the comments before the statement, and the statement.</summary>
    public void AppendTo(StringBuilder text, PrintedStatement? before)
    {
        var row = before?._endRow ?? 0;
        var isStart = before is null;
        var comments = 0;
        foreach (var comment in _first.Comments)
        {
            if (!isStart && comment.Location.Row == row && comments == 0)
            {
                text.Append(' ');
            }
            else
            {
                AppendBreak(text, isStart, IsApart(before, comments, comment.Location.Row - row, isComment: true));
                comments++;
            }

            text.Append('#').Append(comment.Text.AsSpan().TrimEnd());
            isStart = false;
            row = comment.Location.Row;
        }

        if (_first.Kind != TokenKind.End)
        {
            AppendBreak(text, isStart, IsApart(before, comments, _first.Row - row, isComment: false));
            text.Append(_text);
        }
    }

    private static void AppendBreak(StringBuilder text, bool isStart, bool isApart)
    {
        if (!isStart)
        {
            text.Append(isApart ? "\n\n" : "\n");
        }
    }

    // Whether a blank line stands before the next comment, or the statement.
    private bool IsApart(PrintedStatement? before, int comments, int distance, bool isComment)
    {
        if (before is null || comments > 0 || _first.Kind == TokenKind.End)
        {
            return distance > 1;
        }

        if (IsImport && before.IsImport)
        {
            return distance > 1;
        }

        var isPair = !isComment && IsOneLine && before.IsOneLine && before._first.Kind is not (TokenKind.Package or TokenKind.Import) && !IsImport;
        return !isPair || distance != 1;
    }
}
