using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Equality and order, over all values.</summary>
internal static class ComparisonBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Compare("equal", "==", (x, y) => x.Equals(y)),
        Compare("neq", "!=", (x, y) => !x.Equals(y)),
        Compare("lt", "<", (x, y) => x.CompareTo(y) < 0),
        Compare("lte", "<=", (x, y) => x.CompareTo(y) <= 0),
        Compare("gt", ">", (x, y) => x.CompareTo(y) > 0),
        Compare("gte", ">=", (x, y) => x.CompareTo(y) >= 0),
    ];

    private static Builtin Compare(string name, string infix, Func<RegoValue, RegoValue, bool> holds) =>
        new(name, [T.Any, T.Any], T.Boolean, (_, operands) => RegoBoolean.Of(holds(operands[0], operands[1]))) { Infix = infix };
}
