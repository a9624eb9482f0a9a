using System.Diagnostics.CodeAnalysis;

namespace Stoa.Rego.Builtins;

/// <summary>A pattern that is no regular expression of RE2, in Go's words. It never leaves the compilation of patterns.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Made in one place, for one use.")]
[SuppressMessage("Design", "CA1064", Justification = "Caught where patterns are compiled.")]
internal sealed class RegexSyntaxException(string problem, string where)
    : Exception($"error parsing regexp: {problem}: `{where}`");
