using System.Text;
using Stoa.Rego.Builtins;
using Stoa.Rego.Bundles;

namespace Stoa.Rego;

/// <summary>A key that signs bundles.</summary>
public sealed class RegoBundleKey
{
    private readonly TokenKey _key;

    /// <summary>A key.</summary>
    /// <param name="id">What signatures call it.</param>
    /// <param name="key">A public key or certificate in PEM; for the algorithms HS256, HS384 and HS512 the secret.</param>
    /// <param name="algorithm">The one algorithm that is taken from it: RS, ES, PS or HS with 256, 384 or 512, or EdDSA.</param>
    /// <exception cref="ArgumentException">The algorithm is unknown, or the key is not one for it.</exception>
    public RegoBundleKey(string id, string key, string algorithm = "RS256")
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(key);
        Id = id;
        Algorithm = TokenAlgorithm.Find(algorithm) ?? throw new ArgumentException($"The signature algorithm '{algorithm}' is unknown. Known are {string.Join(", ", TokenAlgorithm.All.Select(known => known.Name))}.", nameof(algorithm));
        _key = Algorithm.Scheme == TokenScheme.Hmac ? new SecretTokenKey(Encoding.UTF8.GetBytes(key)) : PublicKey(key);
        if (!_key.Fits(Algorithm))
        {
            throw new ArgumentException($"The key '{id}' is not one for {algorithm}.", nameof(key));
        }
    }

    /// <summary>What signatures call it.</summary>
    public string Id { get; }

    internal TokenAlgorithm Algorithm { get; }

    internal bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => _key.Verifies(Algorithm, message, signature);

    private static TokenKey PublicKey(string pem)
    {
        try
        {
            return TokenKeyReading.Read(new HostContext(), pem)[0];
        }
        catch (BuiltinFailure failure)
        {
            throw new ArgumentException($"This is no public key or certificate in PEM: {failure.Message}.", nameof(pem));
        }
    }
}
