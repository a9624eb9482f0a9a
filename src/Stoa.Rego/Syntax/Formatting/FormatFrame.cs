namespace Stoa.Rego.Syntax;

/// <summary>An open bracket, and how what it holds is laid out.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Close">The index of the token that closes it.</param>
/// <param name="Indent">The indent of the line that opens it, and of its closing bracket.</param>
/// <param name="IsMultiline">Whether what it holds stands on lines of its own.</param>
internal sealed record FormatFrame(FrameKind Kind, int Close, int Indent, bool IsMultiline)
{
    /// <summary>The indent of what it holds.</summary>
    public int Inner => IsMultiline ? Indent + 1 : Indent;

    /// <summary>Whether a comma may stand behind its last item.</summary>
    public bool IsList => Kind == FrameKind.List;
}
