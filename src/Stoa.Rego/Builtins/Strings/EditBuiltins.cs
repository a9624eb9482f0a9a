using System.Globalization;
using System.Numerics;
using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Strings from strings. Positions and lengths count code points.</summary>
internal static class EditBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("concat", [T.Text, T.List], T.Text, Concat),
        new("format_int", [T.Number, T.Number], T.Text, FormatInt),
        new("lower", [T.Text], T.Text, (context, operands) => context.Text(CaseMapping.ToLower(operands.TextAt(0)))),
        new("upper", [T.Text], T.Text, (context, operands) => context.Text(CaseMapping.ToUpper(operands.TextAt(0)))),
        new("split", [T.Text, T.Text], T.Array, Split),
        new("strings.reverse", [T.Text], T.Text, (context, operands) => context.Text(string.Concat(CodePoints.Split(operands.TextAt(0)).Reverse()))),
        new("substring", [T.Text, T.Number, T.Number], T.Text, Substring),
    ];

    private static RegoValue? Concat(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var separator = operands.TextAt(0);
        var text = new StringBuilder();
        var first = true;
        foreach (var item in operands.ItemsAt(1))
        {
            if (item is not RegoString part)
            {
                return context.FailItem(2, operands[1], item, "string");
            }

            context.Produce((long)separator.Length + part.Value.Length);
            text.Append(first ? "" : separator).Append(part.Value);
            first = false;
        }

        return RegoString.Of(text.ToString());
    }

    private static RegoValue? FormatInt(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var bits = operands.NumberAt(1).TryGetInt64(out var numberBase) ? numberBase switch { 2 => 1, 8 => 3, 10 => 0, 16 => 4, _ => -1 } : -1;
        if (bits < 0)
        {
            return context.FailOperand(2, "must be one of {2, 8, 10, 16}");
        }

        var number = operands.NumberAt(0);
        var towardsZero = number.Exact.Sign < 0 ? RegoArithmetic.Ceiling(number) : RegoArithmetic.Floor(number);
        return towardsZero.TryGetInteger(out var integer)
            ? context.Text(bits == 0 ? integer.ToString(CultureInfo.InvariantCulture) : Radix(integer, bits))
            : context.Fail($"the number has more than {RegoNumber.MaxDigits} digits");
    }

    /// <summary>An integer in base 2, 8 or 16, that is of 1, 3 or 4 bits a digit.</summary>
    internal static string Radix(BigInteger value, int bits)
    {
        var magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: false);
        var digits = new StringBuilder();
        for (var at = 0; at < magnitude.Length * 8; at += bits)
        {
            // A digit may span two bytes.
            var pair = magnitude[at / 8] | (at / 8 + 1 < magnitude.Length ? magnitude[(at / 8) + 1] << 8 : 0);
            digits.Append("0123456789abcdef"[(pair >> (at % 8)) & ((1 << bits) - 1)]);
        }

        var text = string.Concat(digits.ToString().Reverse()).TrimStart('0');
        return (value.Sign < 0 ? "-" : "") + (text.Length == 0 ? "0" : text);
    }

    private static RegoArray Split(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, separator) = (operands.TextAt(0), operands.TextAt(1));
        context.Produce(text.Length);
        if (separator.Length == 0)
        {
            return RegoArray.Of(CodePoints.Split(text).Select(RegoString.Of));
        }

        var parts = new List<RegoValue>();
        var start = 0;
        foreach (var position in new Substrings(separator).FindAll(text, overlapping: false))
        {
            context.Produce(1);
            parts.Add(RegoString.Of(text[start..position]));
            start = position + separator.Length;
        }

        parts.Add(start == 0 ? operands[0] : RegoString.Of(text[start..]));
        return RegoArray.Owning([.. parts]);
    }

    private static RegoValue? Substring(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands.ClampedAt(1, context) is not { } offset || operands.ClampedAt(2, context) is not { } length)
        {
            return null;
        }

        if (offset < 0)
        {
            return context.Fail("negative offset");
        }

        var text = operands.TextAt(0);
        context.Scan(text.Length);
        var rest = text[CodePoints.Position(text, offset)..];
        return context.Text(length < 0 ? rest : rest[..CodePoints.Position(rest, length)]);
    }
}
