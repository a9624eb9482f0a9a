namespace Stoa.Rego.Builtins;

/// <summary>What a regular expression may ask of a position.</summary>
internal enum RegexAssertion
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}
