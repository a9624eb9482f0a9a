namespace Stoa.Mcp.Governance.Authorization;

/// <summary>One thing that is wrong with a policy.</summary>
/// <param name="File">The file, or the bundle as a whole.</param>
/// <param name="Row">Line, from 1; 0 where the whole is meant.</param>
/// <param name="Column">Column in bytes, from 1; 0 where the whole is meant.</param>
/// <param name="Reason">What was found and what is allowed.</param>
public sealed record PolicyError(string File, int Row, int Column, string Reason)
{
    /// <summary><c>file:row:column: reason</c>.</summary>
    public override string ToString() => Row == 0 ? $"{File}: {Reason}" : $"{File}:{Row}:{Column}: {Reason}";
}
