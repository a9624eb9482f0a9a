using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>The lines of a statement as they are written, and where in the source they come from.</summary>
internal sealed class FormatWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>The indent of the current line.</summary>
    public int Indent { get; private set; }

    /// <summary>The row of the source that was written last.</summary>
    public int Row { get; set; }

    /// <summary>Whether a comment ends the line, so that a break must follow.</summary>
    public bool MustBreak { get; private set; }

    public void Append(string text) => _text.Append(text);

    public void Space() => _text.Append(' ');

    /// <summary>Takes back the last characters.</summary>
    public void Remove(int count) => _text.Length -= count;

    public void Comment(Comment comment)
    {
        _text.Append('#').Append(comment.Text.AsSpan().TrimEnd());
        Row = comment.Location.Row;
        MustBreak = true;
    }

    /// <summary>Begins a line.</summary>
    /// <param name="indent">Its indent.</param>
    /// <param name="row">The row of what follows: where the source has a blank line before it, one is written. 0 for none.</param>
    public void Break(int indent, int row)
    {
        _text.Append(row > Row + 1 ? "\n\n" : "\n").Append('\t', indent);
        Indent = indent;
        MustBreak = false;
    }

    public override string ToString() => _text.ToString();
}
