namespace Stoa.Rego.Builtins;

/// <summary>A key that signs tokens or verifies them.</summary>
internal abstract class TokenKey
{
    /// <summary>The <c>kid</c> of a JWK, or empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The <c>alg</c> of a JWK, or empty.</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>Whether a signature is this key's. False where key and algorithm do not go together.</summary>
    public abstract bool Verifies(TokenAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <summary>Whether the algorithm is meant for this key: ES256, for one, for the curve P-256 alone.</summary>
    public virtual bool Fits(TokenAlgorithm algorithm) => true;

    /// <summary>Signs.</summary>
    /// <exception cref="BuiltinFailure">Key and algorithm do not go together, or the key is public.</exception>
    public abstract byte[] Sign(TokenAlgorithm algorithm, ReadOnlySpan<byte> message);

    protected static BuiltinFailure CannotSign(TokenAlgorithm algorithm) => new($"the key cannot sign with {algorithm.Name}");
}
