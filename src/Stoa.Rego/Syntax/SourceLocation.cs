namespace Stoa.Rego;

/// <summary>Where something stands in a policy's source.</summary>
/// <param name="File">The name given to the module, often a path.</param>
/// <param name="Row">The line, from 1.</param>
/// <param name="Column">The position in the line in bytes of UTF-8, from 1, as OPA counts.</param>
public readonly record struct SourceLocation(string File, int Row, int Column)
{
    /// <summary><c>file:row:column</c>.</summary>
    public override string ToString() => $"{File}:{Row}:{Column}";
}
