namespace Stoa.Rego;

/// <summary>A module as it was read.</summary>
/// <param name="File">What errors call it, a path.</param>
/// <param name="Text">Its source.</param>
public sealed record RegoSource(string File, string Text);
