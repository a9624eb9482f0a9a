namespace Stoa.Mcp.Governance.Resources;

/// <summary>One resource file as it was read.</summary>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ResourceFile(string Path, byte[] Content);
