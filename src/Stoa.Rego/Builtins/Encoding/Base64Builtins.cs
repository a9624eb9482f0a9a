using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Base64, in the plain alphabet and the one for URLs. Strings stand for their UTF-8.</summary>
internal static class Base64Builtins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Encode("base64.encode", url: false, padded: true),
        Encode("base64url.encode", url: true, padded: true),
        Encode("base64url.encode_no_pad", url: true, padded: false),
        new("base64.decode", [T.Text], T.Text, (context, operands) => Decode(context, operands.TextAt(0), url: false)),
        new("base64url.decode", [T.Text], T.Text, DecodeUrl),
        new("base64.is_valid", [T.Text], T.Boolean, IsValid) { ChecksOperands = true },
    ];

    private static Builtin Encode(string name, bool url, bool padded) =>
        new(name, [T.Text], T.Text, (context, operands) =>
        {
            context.Produce(operands.TextAt(0).Length * 2L);
            return RegoString.Of(Base64Text.Encode(operands.TextAt(0), url, padded));
        });

    private static RegoValue? DecodeUrl(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        // Where the padding is left out, it is filled in (RFC 7515 appendix C).
        var text = operands.TextAt(0);
        if (text.EndsWith('='))
        {
            return Decode(context, text, url: true);
        }

        return (CodePoints.Utf8Length(text) % 4) switch
        {
            0 => Decode(context, text, url: true),
            2 => Decode(context, text + "==", url: true),
            3 => Decode(context, text + "=", url: true),
            _ => context.Fail($"illegal base64url string: {text}"),
        };
    }

    private static RegoValue? Decode(BuiltinContext context, string text, bool url)
    {
        context.Produce(text.Length);
        return Base64Text.Decode(text, url, out var errorAt) is { } bytes
            ? RegoString.Of(Utf8Text.Text(bytes))
            : context.Fail($"illegal base64 data at input byte {errorAt}");
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is not RegoString text)
        {
            return RegoBoolean.False;
        }

        context.Scan(text.Value.Length);
        return RegoBoolean.Of(Base64Text.Decode(text.Value, url: false, out _) is not null);
    }
}
