using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>Digests and message authentication codes of <c>crypto.*</c>, in lower-case hexadecimal.</summary>
[SuppressMessage("Security", "CA5350", Justification = "A policy names the algorithm; OPA offers SHA-1.")]
[SuppressMessage("Security", "CA5351", Justification = "A policy names the algorithm; OPA offers MD5.")]
internal static class CryptoBuiltins
{
    private delegate byte[] Hash(byte[] data);

    private delegate byte[] Mac(byte[] key, byte[] data);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Digest("crypto.md5", MD5.HashData),
        Digest("crypto.sha1", SHA1.HashData),
        Digest("crypto.sha256", SHA256.HashData),
        Authenticate("crypto.hmac.md5", HMACMD5.HashData),
        Authenticate("crypto.hmac.sha1", HMACSHA1.HashData),
        Authenticate("crypto.hmac.sha256", HMACSHA256.HashData),
        Authenticate("crypto.hmac.sha512", HMACSHA512.HashData),
        new("crypto.hmac.equal", [RegoTypes.Text, RegoTypes.Text], RegoTypes.Boolean, AreEqual),
    ];

    /// <summary>The text of an operand in UTF-8.</summary>
    public static byte[] Bytes(BuiltinContext context, RegoValue text)
    {
        var bytes = Utf8Text.Bytes(((RegoString)text).Value);
        context.Step(1 + (bytes.Length / 256));
        return bytes;
    }

    private static Builtin Digest(string name, Hash hash) => new(name, [RegoTypes.Text], RegoTypes.Text,
        (context, operands) => Convert.ToHexStringLower(hash(Bytes(context, operands[0]))));

    private static Builtin Authenticate(string name, Mac mac) => new(name, [RegoTypes.Text, RegoTypes.Text], RegoTypes.Text,
        (context, operands) => Convert.ToHexStringLower(mac(Bytes(context, operands[1]), Bytes(context, operands[0]))));

    private static RegoBoolean AreEqual(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        RegoBoolean.Of(CryptographicOperations.FixedTimeEquals(Bytes(context, operands[0]), Bytes(context, operands[1])));
}
