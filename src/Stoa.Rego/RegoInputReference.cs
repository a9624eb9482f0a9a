namespace Stoa.Rego;

/// <summary>A reference to <c>input</c> in a policy.</summary>
/// <param name="Path">The constant keys that are followed: empty for <c>input</c> itself. What is below the last of them may be read too.</param>
/// <param name="Location">Where.</param>
/// <param name="Rule">The rule in which it stands: <c>data.app.allow</c>.</param>
public sealed record RegoInputReference(IReadOnlyList<string> Path, SourceLocation Location, string Rule);
