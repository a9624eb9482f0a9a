using System.Collections.Frozen;
using System.Numerics;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Quantities with metric or binary prefixes. Those of bytes are integers, and take either case.</summary>
internal static class UnitsBuiltins
{
    private const int DecimalPlaces = 10;

    private static readonly FrozenDictionary<char, int> Powers =
        "kmgtpe".Select((letter, index) => (letter, index)).ToFrozenDictionary(pair => pair.letter, pair => pair.index + 1);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("units.parse", [T.Text], T.Number, Parse),
        new("units.parse_bytes", [T.Text], T.Number, ParseBytes),
    ];

    private static RegoNumber? Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.TextAt(0).Replace("\"", "", StringComparison.Ordinal);
        if (Quantity.Read(context, text, "amount") is not { } quantity)
        {
            return null;
        }

        // Alone, m is a thousandth and M a million.
        if (quantity.Unit == "m")
        {
            return ToTenPlaces(RegoArithmetic.Multiply(quantity.Amount, RegoNumber.Parse("0.001")));
        }

        var unit = quantity.Unit.Length == 0 ? "" : quantity.Unit[0] + quantity.Unit[1..].ToLowerInvariant();
        return ToTenPlaces(Multiply(context, quantity.Amount, Factor(unit.ToLowerInvariant()), $"unit {unit}"));
    }

    private static RegoNumber? ParseBytes(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.TextAt(0).Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant();
        if (Quantity.Read(context, text, "byte amount") is not { } quantity)
        {
            return null;
        }

        var unit = quantity.Unit;
        var prefix = unit.Length > 1 && unit[^1] == 'b' ? unit[..^1] : unit;
        return Multiply(context, quantity.Amount, Factor(prefix), $"byte unit {unit}") is { } number
            ? number.Exact.Sign < 0 ? RegoArithmetic.Ceiling(number) : RegoArithmetic.Floor(number)
            : null;
    }

    private static RegoNumber? Multiply(BuiltinContext context, RegoNumber amount, BigInteger? factor, string unit)
    {
        if (factor is not null)
        {
            return NumberSize.Check(context, RegoArithmetic.Multiply(amount, RegoNumber.Of(factor.Value)));
        }

        context.Fail($"{unit} not recognized");
        return null;
    }

    private static RegoNumber? ToTenPlaces(RegoNumber? number)
    {
        if (number is null || number.Exact.Exponent >= -DecimalPlaces)
        {
            return number;
        }

        var tenth = BigInteger.Pow(10, -number.Exact.Exponent - DecimalPlaces);
        var digits = BigInteger.DivRem(number.Exact.Digits, tenth, out var rest);
        digits += BigInteger.Abs(rest) * 2 >= tenth ? number.Exact.Sign : 0;
        return RegoNumber.Of(ExactDecimal.Of(digits, -DecimalPlaces));
    }

    // What a prefix stands for: nothing, one letter, or one letter and an i.
    private static BigInteger? Factor(string prefix) => prefix switch
    {
        "" => BigInteger.One,
        [var letter] when Powers.TryGetValue(letter, out var power) => BigInteger.Pow(1000, power),
        [var letter, 'i'] when Powers.TryGetValue(letter, out var power) => BigInteger.Pow(1024, power),
        _ => null,
    };
}
