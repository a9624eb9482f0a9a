namespace Stoa.Rego.Builtins;

/// <summary>A part of a template's source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a literal string, the string.</param>
/// <param name="Line">The line it starts on.</param>
/// <param name="FollowsSpace">Whether white space stands before it, which ends an operand.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, int Line, bool FollowsSpace);
