namespace Stoa.Mcp.Governance.Resources;

/// <summary>What came of reading a folder's files: a state, or everything that is wrong.</summary>
/// <param name="Snapshot">The state; null where there is an error.</param>
/// <param name="Errors">Errors by file and line.</param>
internal sealed record ResourceLoad(ResourceSnapshot? Snapshot, IReadOnlyList<ResourceError> Errors);
