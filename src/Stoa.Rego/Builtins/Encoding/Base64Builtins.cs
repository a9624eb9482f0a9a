using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Base64, in the plain alphabet and the one for URLs. Strings stand for their UTF-8.</summary>
internal static class Base64Builtins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Encode("base64.encode", Convert.ToBase64String),
        Encode("base64url.encode", bytes => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_')),
        Encode("base64url.encode_no_pad", bytes => GoBase64.EncodeUrl(bytes)),
        Decode("base64.decode", GoBase64.Decode),
        Decode("base64url.decode", GoBase64.DecodeUrl),
        new("base64.is_valid", [T.Text], T.Boolean, IsValid) { ChecksOperands = true },
    ];

    private static Builtin Encode(string name, Func<byte[], string> encode) =>
        new(name, [T.Text], T.Text, (context, operands) =>
        {
            context.Produce(operands.TextAt(0).Length * 2L);
            return RegoString.Of(encode(Utf8Text.Bytes(operands.TextAt(0))));
        });

    private static Builtin Decode(string name, Func<string, byte[]> decode) =>
        new(name, [T.Text], T.Text, BuiltinFailure.Guarding((context, operands) =>
        {
            context.Produce(operands.TextAt(0).Length);
            return RegoString.Of(Utf8Text.Text(decode(operands.TextAt(0))));
        }));

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is not RegoString text)
        {
            return RegoBoolean.False;
        }

        context.Scan(text.Value.Length);
        try
        {
            GoBase64.Decode(text.Value);
            return RegoBoolean.True;
        }
        catch (BuiltinFailure)
        {
            return RegoBoolean.False;
        }
    }
}
