using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary><c>io.jwt.*</c>.</summary>
internal static class TokenBuiltins
{
    private const string Jwt = "JWT";

    private static readonly RegoArray Unverified = RegoArray.Of(false, RegoObject.Empty, RegoObject.Empty);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Of("io.jwt.decode", [RegoTypes.Text], RegoTypes.Array, Decode),
        Of("io.jwt.decode_verify", [RegoTypes.Text, RegoTypes.Members], RegoTypes.Array, DecodeVerify) with { IsNondeterministic = true },
        Of("io.jwt.encode_sign", [RegoTypes.Members, RegoTypes.Members, RegoTypes.Members], RegoTypes.Text, TokenSigning.Sign) with { IsNondeterministic = true },
        Of("io.jwt.encode_sign_raw", [RegoTypes.Text, RegoTypes.Text, RegoTypes.Text], RegoTypes.Text, TokenSigning.SignRaw) with { IsNondeterministic = true },
        .. TokenAlgorithm.All.Select(algorithm => Of(
            $"io.jwt.verify_{algorithm.Name.ToLowerInvariant()}",
            [RegoTypes.Text, RegoTypes.Text],
            RegoTypes.Boolean,
            algorithm.Scheme == TokenScheme.Hmac
                ? (context, operands) => VerifySecret(context, operands, algorithm)
                : (context, operands) => VerifyKey(context, operands, algorithm))),
    ];

    private static Builtin Of(string name, IReadOnlyList<RegoTypes> operands, RegoTypes result, BuiltinFunction function) =>
        new(name, operands, result, BuiltinFailure.Guarding(function));

    private static RegoArray Decode(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = Text(operands[0]);
        while (true)
        {
            var token = JsonWebToken.Split(context, text);
            var header = token.Header();
            var payload = token.PayloadBytes();
            if (header.Find("cty") is RegoString { Value: Jwt })
            {
                // A token in a token; some writers quote it.
                text = Encoding.UTF8.GetString(payload).Trim('"', '\'');
                continue;
            }

            return RegoArray.Of(header, token.Payload(), Convert.ToHexStringLower(token.Signature("JWT signature had invalid encoding: ")));
        }
    }

    private static RegoArray DecodeVerify(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var constraints = TokenConstraints.Read(context, (RegoObject)operands[1]);
        var text = Text(operands[0]);
        while (true)
        {
            var token = JsonWebToken.Split(context, text);
            var decoded = token.Header();
            var header = TokenHeader.Read(decoded);
            if (!constraints.AllowSignature(token, header))
            {
                return Unverified;
            }

            if (header.ContentType.Equals(Jwt, StringComparison.OrdinalIgnoreCase))
            {
                text = Encoding.UTF8.GetString(token.PayloadBytes());
                continue;
            }

            var payload = token.Payload();
            return constraints.AllowClaims(payload) ? RegoArray.Of(true, decoded, payload) : Unverified;
        }
    }

    private static RegoBoolean VerifyKey(BuiltinContext context, ReadOnlySpan<RegoValue> operands, TokenAlgorithm algorithm)
    {
        var token = JsonWebToken.Split(context, Text(operands[0]));
        var keys = TokenKeyReading.Read(context, Text(operands[1]));
        var signature = token.Signature();
        var header = TokenHeader.Read(token.Header());
        return RegoBoolean.Of(KeyChoice.Of(keys, header).Any(key => key.Verifies(algorithm, token.Message, signature)));
    }

    private static RegoBoolean VerifySecret(BuiltinContext context, ReadOnlySpan<RegoValue> operands, TokenAlgorithm algorithm)
    {
        var token = JsonWebToken.Split(context, Text(operands[0]));
        return RegoBoolean.Of(new SecretTokenKey(CryptoBuiltins.Bytes(context, operands[1])).Verifies(algorithm, token.Message, token.Signature()));
    }

    private static string Text(RegoValue operand) => ((RegoString)operand).Value;
}
