using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary><c>io.jwt.encode_sign</c> and <c>io.jwt.encode_sign_raw</c>.</summary>
internal static class TokenSigning
{
    public static RegoValue Sign(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => Sign(
        context, GoJson.Of(context, operands[0]), GoJson.Of(context, operands[1]), GoJson.Of(context, operands[2]));

    public static RegoValue SignRaw(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => Sign(
        context, ((RegoString)operands[0]).Value, ((RegoString)operands[1]).Value, ((RegoString)operands[2]).Value);

    private static string Sign(BuiltinContext context, string header, string payload, string key)
    {
        var keys = JwkReading.Read(context, key);
        var signer = keys.Count > 0 ? keys[0] : throw new BuiltinFailure("no keys found in JWK set");
        var parameters = Parameters(context, header);
        var name = (parameters.Find("alg") as RegoString)?.Value ?? throw new BuiltinFailure("missing or invalid 'alg' header: jwsbb: header \"alg\" not found");
        var algorithm = TokenAlgorithm.Find(name) ?? throw new BuiltinFailure($"unknown JWS algorithm: {name}");
        if (parameters.Find("typ") is not RegoString { Value: not "JWT" } && !IsJson(context, payload))
        {
            throw new BuiltinFailure("type is JWT but payload is not JSON");
        }

        context.Produce((header.Length + payload.Length) * 2L);
        var message = $"{GoBase64.EncodeUrl(Encoding.UTF8.GetBytes(header))}.{GoBase64.EncodeUrl(Encoding.UTF8.GetBytes(payload))}";
        return $"{message}.{GoBase64.EncodeUrl(signer.Sign(algorithm, Encoding.UTF8.GetBytes(message)))}";
    }

    private static RegoObject Parameters(BuiltinContext context, string header)
    {
        try
        {
            return header.Length == 0
                ? throw new BuiltinFailure("missing or invalid 'alg' header: cannot parse JSON: cannot parse empty string")
                : JsonBuiltins.Read(context, header) as RegoObject ?? throw new BuiltinFailure("missing or invalid 'alg' header: the header is no object");
        }
        catch (RegoInputException error)
        {
            throw new BuiltinFailure($"missing or invalid 'alg' header: cannot parse JSON: {error.Message}");
        }
    }

    private static bool IsJson(BuiltinContext context, string text)
    {
        try
        {
            return JsonBuiltins.Read(context, text) is not null;
        }
        catch (RegoInputException)
        {
            return false;
        }
    }
}
