namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>What is wrong with a schema, or with a value under one.</summary>
/// <param name="Path">Member names and indexes that lead to the place.</param>
/// <param name="Reason">What was found and what is allowed.</param>
internal sealed record SchemaFault(IReadOnlyList<string> Path, string Reason)
{
    /// <summary>The path as <c>a.b[0]</c>, made fit to be shown; empty for the whole.</summary>
    public string Place => string.Concat(Path.Select((part, i) =>
        part.Length > 0 && part.All(char.IsAsciiDigit) ? $"[{part}]" : i == 0 ? Shown.Value(part) : $".{Shown.Value(part)}"));
}
