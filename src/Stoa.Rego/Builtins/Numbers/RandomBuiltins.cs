using System.Numerics;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Random numbers: within one query, equal operands give equal results.</summary>
internal static class RandomBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("rand.intn", [T.Text, T.Number], T.Number, Intn) { IsNondeterministic = true },
    ];

    private static RegoValue? Intn(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands.IntegerAt(1, context) is not { } bound)
        {
            return null;
        }

        bound = BigInteger.Abs(bound);
        if (bound.IsZero)
        {
            return RegoNumber.Of(0);
        }

        if (bound > long.MaxValue)
        {
            return context.Fail("the range is larger than 64 bits");
        }

        var key = ("rand.intn", operands.TextAt(0), (long)bound);
        if (!context.Cache.TryGetValue(key, out var number))
        {
            number = RegoNumber.Of(context.Random.NextInt64((long)bound));
            context.Cache[key] = number;
        }

        return (RegoValue)number;
    }
}
