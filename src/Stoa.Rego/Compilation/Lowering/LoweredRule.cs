namespace Stoa.Rego.Compilation.Lowering;

/// <summary>A rule in the core language.</summary>
/// <param name="Location">Where the rule begins.</param>
/// <param name="Arguments">A function's parameters.</param>
/// <param name="Body">When, with what the head computes at its end.</param>
/// <param name="Suffix">The keys that an object's rule computes.</param>
/// <param name="Key">The element of a set, or null.</param>
/// <param name="Value">The value, or null.</param>
/// <param name="Else">What holds otherwise.</param>
internal sealed record LoweredRule(
    SourceLocation Location,
    IReadOnlyList<Variable> Arguments,
    CoreBody Body,
    IReadOnlyList<CoreTerm> Suffix,
    CoreTerm? Key,
    CoreTerm? Value,
    LoweredRule? Else);
