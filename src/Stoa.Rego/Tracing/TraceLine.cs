namespace Stoa.Rego;

/// <summary>One line of an explanation.</summary>
/// <param name="Word">What happened.</param>
/// <param name="Location">Where.</param>
/// <param name="Depth">How deep within rules.</param>
/// <param name="Name">The rule that began or ended, or null.</param>
internal readonly record struct TraceLine(string Word, SourceLocation Location, int Depth, string? Name);
