using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Ed25519 (RFC 8032 section 5.1), which .NET does not offer on every platform. Points are multiplied in constant time; the arithmetic
/// modulo the group's order is not, so long-lived keys are better used elsewhere for signing.
/// </summary>
internal static class Ed25519
{
    public const int KeyLength = 32;
    public const int SignatureLength = 64;

    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    /// <summary>Whether a signature is the key's, of this message. False also for bytes that are no key or no signature.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength
            || Number(signature[32..]) >= Order || !Edwards25519Point.TryDecode(publicKey, out var key))
        {
            return false;
        }

        var challenge = Challenge(signature[..32], publicKey, message);
        var commitment = Edwards25519Point.Base.Times(signature[32..]) + (-key).Times(Bytes(challenge));
        return commitment.ToBytes().AsSpan().SequenceEqual(signature[..32]);
    }

    /// <summary>The public key of a secret seed of 32 bytes.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed) => Edwards25519Point.Base.Times(Scalar(SHA512.HashData(seed))).ToBytes();

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var hash = SHA512.HashData(seed);
        var scalar = Scalar(hash);
        var publicKey = Edwards25519Point.Base.Times(scalar).ToBytes();
        var nonce = Number(SHA512.HashData([.. hash.AsSpan(32), .. message])) % Order;
        var commitment = Edwards25519Point.Base.Times(Bytes(nonce)).ToBytes();
        var response = (nonce + (Challenge(commitment, publicKey, message) * Number(scalar))) % Order;
        return [.. commitment, .. Bytes(response)];
    }

    private static byte[] Scalar(ReadOnlySpan<byte> hash)
    {
        var scalar = hash[..32].ToArray();
        scalar[0] &= 0xF8;
        scalar[31] = (byte)((scalar[31] & 0x7F) | 0x40);
        return scalar;
    }

    private static BigInteger Challenge(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message) =>
        Number(SHA512.HashData([.. commitment, .. publicKey, .. message])) % Order;

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}
