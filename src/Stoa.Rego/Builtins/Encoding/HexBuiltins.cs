using System.Globalization;
using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Hexadecimal. Strings stand for their UTF-8.</summary>
internal static class HexBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("hex.encode", [T.Text], T.Text, Encode),
        new("hex.decode", [T.Text], T.Text, Decode),
    ];

    private static RegoString Encode(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Produce(CodePoints.Utf8Length(operands.TextAt(0)) * 2L);
        return RegoString.Of(Convert.ToHexStringLower(Utf8Text.Bytes(operands.TextAt(0))));
    }

    private static RegoValue? Decode(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.TextAt(0);
        context.Produce(text.Length);
        var bad = text.AsSpan().IndexOfAnyExcept(HexDigits);
        if (bad >= 0)
        {
            // Go names the first byte of a character.
            var first = Utf8Text.Bytes(text[bad..])[0];
            return context.Fail(string.Create(CultureInfo.InvariantCulture, $"encoding/hex: invalid byte: U+{first:X4} {GoQuoting.QuoteRune(new Rune((char)first), ascii: false)}"));
        }

        return text.Length % 2 == 0
            ? RegoString.Of(Utf8Text.Text(Convert.FromHexString(text)))
            : context.Fail("encoding/hex: odd length hex string");
    }

    private static System.Buffers.SearchValues<char> HexDigits { get; } = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
