using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>A secret of both sides, for HMAC.</summary>
internal sealed class SecretTokenKey(byte[] secret) : TokenKey
{
    public override bool Verifies(TokenAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        algorithm.Scheme == TokenScheme.Hmac && CryptographicOperations.FixedTimeEquals(Sign(algorithm, message), signature);

    public override byte[] Sign(TokenAlgorithm algorithm, ReadOnlySpan<byte> message) => algorithm.Scheme == TokenScheme.Hmac
        ? CryptographicOperations.HmacData(algorithm.Hash, secret, message)
        : throw CannotSign(algorithm);
}
