namespace Stoa.Mcp.Governance.Resources;

/// <summary>One thing that is wrong with the resource files.</summary>
/// <param name="File">Path relative to the folder, with <c>/</c>; <c>.</c> for the folder itself.</param>
/// <param name="Line">Line, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">Column, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Reason">What was found and what is allowed.</param>
public sealed record ResourceError(string File, int Line, int Column, string Reason)
{
    /// <summary><c>file:line:column: reason</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Reason}" : $"{File}:{Line}:{Column}: {Reason}";
}
