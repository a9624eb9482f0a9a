using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>Turns ascending positions of a text into rows and columns. A byte order mark at its start has no column.</summary>
internal sealed class LineTracker(string text)
{
    private int _position = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _row = 1;
    private int _column = 1;

    /// <summary>The row and column of a position that is not before the last one asked for.</summary>
    public (int Row, int Column) At(int position)
    {
        var passed = text.AsSpan(_position, position - _position);
        _position = position;
        for (var end = passed.IndexOf('\n'); end >= 0; end = passed.IndexOf('\n'))
        {
            _row++;
            _column = 1;
            passed = passed[(end + 1)..];
        }

        _column += Encoding.UTF8.GetByteCount(passed);
        return (_row, _column);
    }
}
