namespace Stoa.Rego.Builtins;

/// <summary>A regular expression.</summary>
/// <param name="Root">The whole of it.</param>
/// <param name="Names">The names of its captures by index; index 0 is the whole.</param>
internal sealed record ParsedRegex(RegexNode Root, IReadOnlyList<string?> Names);
