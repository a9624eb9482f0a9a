using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>An RSA key.</summary>
internal sealed class RsaTokenKey : TokenKey
{
    // Below, signatures can be forged; above, verifying one takes long enough to be an attack.
    private const int FewestBits = 1024;
    private const int MostBits = 16_384;

    private readonly RSAParameters _parameters;

    /// <exception cref="BuiltinFailure">The key is too short, too long, or has a large exponent.</exception>
    public RsaTokenKey(RSAParameters parameters)
    {
        var bits = parameters.Modulus.AsSpan().TrimStart((byte)0).Length * 8;
        if (bits is < FewestBits or > MostBits || parameters.Exponent.AsSpan().TrimStart((byte)0).Length is 0 or > 4)
        {
            throw new BuiltinFailure($"RSA keys of {bits} bits, or with this exponent, are not supported");
        }

        _parameters = parameters;
    }

    public override bool Verifies(TokenAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsRsa(algorithm) || _parameters.D is not null)
        {
            return false;
        }

        try
        {
            using var rsa = RSA.Create(_parameters);
            return rsa.VerifyData(message, signature, algorithm.Hash, algorithm.Padding);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public override byte[] Sign(TokenAlgorithm algorithm, ReadOnlySpan<byte> message)
    {
        if (!IsRsa(algorithm) || _parameters.D is null)
        {
            throw CannotSign(algorithm);
        }

        try
        {
            using var rsa = RSA.Create(_parameters);
            return rsa.SignData(message.ToArray(), algorithm.Hash, algorithm.Padding);
        }
        catch (CryptographicException error)
        {
            throw new BuiltinFailure($"the RSA key cannot sign: {error.Message}");
        }
    }

    private static bool IsRsa(TokenAlgorithm algorithm) => algorithm.Scheme is TokenScheme.RsaPkcs1 or TokenScheme.RsaPss;
}
