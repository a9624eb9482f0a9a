using Stoa.Rego.Builtins;

namespace Stoa.Rego.Compilation;

// The core language: names are resolved, every variable is an object of its own, and what was sugar is spelled out. Its nodes are a line
// each and stand together.

/// <summary>A variable of one rule or query.</summary>
internal sealed class Variable(string name, SourceLocation location)
{
    public string Name { get; } = name;

    public SourceLocation Location { get; } = location;

    /// <summary>Whether the source names it: neither a wildcard nor made by the compiler.</summary>
    public bool IsNamed { get; init; } = name[0] is not ('$' or '.');

    /// <summary>What <c>:=</c> gave it, or null.</summary>
    public CoreTerm? Definition { get; set; }

    /// <summary>Its place in the frame, once a plan has given it one.</summary>
    public int Slot { get; set; } = -1;
}

/// <summary>A term.</summary>
internal abstract record CoreTerm(SourceLocation Location);

/// <summary>A constant of any kind.</summary>
internal sealed record CoreConstant(SourceLocation Location, RegoValue Value) : CoreTerm(Location);

/// <summary>A variable.</summary>
internal sealed record CoreVariable(SourceLocation Location, Variable Variable) : CoreTerm(Location);

/// <summary>The document <c>input</c>.</summary>
internal sealed record CoreInput(SourceLocation Location) : CoreTerm(Location);

/// <summary>The document <c>data</c>.</summary>
internal sealed record CoreData(SourceLocation Location) : CoreTerm(Location);

/// <summary>What keys lead to, from a head.</summary>
internal sealed record CoreReference(SourceLocation Location, CoreTerm Head, IReadOnlyList<CoreTerm> Keys) : CoreTerm(Location);

/// <summary>An array with at least one part that is no constant.</summary>
internal sealed record CoreArray(SourceLocation Location, IReadOnlyList<CoreTerm> Items) : CoreTerm(Location);

/// <summary>An object with at least one part that is no constant.</summary>
internal sealed record CoreObject(SourceLocation Location, IReadOnlyList<(CoreTerm Key, CoreTerm Value)> Members) : CoreTerm(Location);

/// <summary>A set with at least one part that is no constant.</summary>
internal sealed record CoreSet(SourceLocation Location, IReadOnlyList<CoreTerm> Items) : CoreTerm(Location);

/// <summary>A comprehension: an array, a set, or, with a key, an object.</summary>
internal sealed record CoreComprehension(SourceLocation Location, RegoKind Kind, CoreTerm? Key, CoreTerm Value, CoreBody Body) : CoreTerm(Location);

/// <summary>A call of a builtin.</summary>
internal sealed record CoreBuiltinCall(SourceLocation Location, Builtin Builtin, IReadOnlyList<CoreTerm> Arguments) : CoreTerm(Location);

/// <summary>A call of a function of the policy.</summary>
internal sealed record CoreFunctionCall(SourceLocation Location, RuleNode Function, IReadOnlyList<CoreTerm> Arguments) : CoreTerm(Location);
