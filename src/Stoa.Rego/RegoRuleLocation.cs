namespace Stoa.Rego;

/// <summary>Where a rule stands, and which document it is a part of.</summary>
/// <param name="Path">The keys below <c>data</c>, as far as they are constant: <c>app</c>, <c>allow</c>.</param>
/// <param name="Location">Where it begins.</param>
public sealed record RegoRuleLocation(IReadOnlyList<string> Path, SourceLocation Location);
