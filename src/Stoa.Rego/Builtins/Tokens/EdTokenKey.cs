namespace Stoa.Rego.Builtins;

/// <summary>An Ed25519 key: the public one, or the seed of the secret one.</summary>
internal sealed class EdTokenKey(byte[] key, bool isSecret) : TokenKey
{
    public override bool Verifies(TokenAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        algorithm.Scheme == TokenScheme.EdDsa && !isSecret && Ed25519.Verify(key, message, signature);

    public override byte[] Sign(TokenAlgorithm algorithm, ReadOnlySpan<byte> message) =>
        algorithm.Scheme == TokenScheme.EdDsa && isSecret ? Ed25519.Sign(key, message) : throw CannotSign(algorithm);
}
