using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>A signature algorithm of JWS (RFC 7518 section 3, RFC 8037).</summary>
/// <param name="Name">Its <c>alg</c>.</param>
/// <param name="Scheme">The kind of signature.</param>
/// <param name="Hash">What it signs; none for EdDSA, which signs the message.</param>
internal sealed record TokenAlgorithm(string Name, TokenScheme Scheme, HashAlgorithmName Hash)
{
    private static readonly Dictionary<string, TokenAlgorithm> Known = new[]
    {
        new TokenAlgorithm("EdDSA", TokenScheme.EdDsa, default),
        new TokenAlgorithm("ES256", TokenScheme.Ecdsa, HashAlgorithmName.SHA256),
        new TokenAlgorithm("ES384", TokenScheme.Ecdsa, HashAlgorithmName.SHA384),
        new TokenAlgorithm("ES512", TokenScheme.Ecdsa, HashAlgorithmName.SHA512),
        new TokenAlgorithm("HS256", TokenScheme.Hmac, HashAlgorithmName.SHA256),
        new TokenAlgorithm("HS384", TokenScheme.Hmac, HashAlgorithmName.SHA384),
        new TokenAlgorithm("HS512", TokenScheme.Hmac, HashAlgorithmName.SHA512),
        new TokenAlgorithm("PS256", TokenScheme.RsaPss, HashAlgorithmName.SHA256),
        new TokenAlgorithm("PS384", TokenScheme.RsaPss, HashAlgorithmName.SHA384),
        new TokenAlgorithm("PS512", TokenScheme.RsaPss, HashAlgorithmName.SHA512),
        new TokenAlgorithm("RS256", TokenScheme.RsaPkcs1, HashAlgorithmName.SHA256),
        new TokenAlgorithm("RS384", TokenScheme.RsaPkcs1, HashAlgorithmName.SHA384),
        new TokenAlgorithm("RS512", TokenScheme.RsaPkcs1, HashAlgorithmName.SHA512),
    }.ToDictionary(algorithm => algorithm.Name);

    public static IReadOnlyCollection<TokenAlgorithm> All => Known.Values;

    public RSASignaturePadding Padding => Scheme == TokenScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    /// <summary>The algorithm of a name, or null. <c>none</c> is none.</summary>
    public static TokenAlgorithm? Find(string name) => Known.GetValueOrDefault(name);
}
