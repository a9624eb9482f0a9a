using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>The public signing keys of one issuer at one moment (RFC 7517, section 5). Keys that cannot verify a signature are left out.</summary>
internal sealed class SigningKeySet
{
    private const int SmallestRsaBytes = 2048 / 8;

    private readonly List<SigningKey> _keys = [];

    private SigningKeySet(string document)
    {
        Document = document;
    }

    /// <summary>The text it was read from.</summary>
    public string Document { get; }

    public int Count => _keys.Count;

    /// <summary>Reads a JSON Web Key Set.</summary>
    /// <exception cref="FormatException">Not a key set, or no usable key in it.</exception>
    public static SigningKeySet Parse(string json)
    {
        var set = new SigningKeySet(json);
        try
        {
            foreach (var key in new JsonWebKeySet(json).Keys)
            {
                set.Add(key);
            }
        }
        catch (Exception exception) when (exception is not FormatException)
        {
            throw new FormatException("Not a JSON Web Key Set.", exception);
        }

        return set.Count > 0 ? set : throw new FormatException("The JSON Web Key Set holds no usable public signing key.");
    }

    /// <summary>
    /// The one key that may have signed: that of the <c>kid</c>, or without one the only key for the algorithm. Where two fit, none does:
    /// trying keys in turn would let a token choose.
    /// </summary>
    public SigningKey? Find(string? keyId, string algorithm)
    {
        SigningKey? found = null;
        foreach (var key in _keys)
        {
            if (key.Fits(algorithm) && (keyId is null || key.KeyId == keyId))
            {
                if (found is not null)
                {
                    return null;
                }

                found = key;
            }
        }

        return found;
    }

    private void Add(JsonWebKey key)
    {
        if (key.Use is not (null or "" or "sig") || (key.KeyOps.Count > 0 && !key.KeyOps.Contains("verify")))
        {
            return;
        }

        // Built from the public members: a set that holds a private or symmetric key gives no more than its public half, or nothing.
        AsymmetricSecurityKey? publicKey = key.Kty switch
        {
            JsonWebAlgorithmsKeyTypes.RSA => ReadRsa(key),
            JsonWebAlgorithmsKeyTypes.EllipticCurve => ReadEc(key),
            _ => null,
        };
        if (publicKey is not null)
        {
            publicKey.KeyId = key.Kid;
            var algorithm = string.IsNullOrEmpty(key.Alg) ? null : key.Alg;
            _keys.Add(new SigningKey(publicKey, key.Kid, algorithm, publicKey is ECDsaSecurityKey ? key.Crv : null));
        }
    }

    private static RsaSecurityKey? ReadRsa(JsonWebKey key)
    {
        var modulus = Base64UrlEncoder.DecodeBytes(key.N);
        return modulus.AsSpan().TrimStart((byte)0).Length < SmallestRsaBytes
            ? null
            : new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = Base64UrlEncoder.DecodeBytes(key.E) });
    }

    private static ECDsaSecurityKey? ReadEc(JsonWebKey key)
    {
        ECCurve? curve = key.Crv switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };
        return curve is null
            ? null
            : new ECDsaSecurityKey(ECDsa.Create(new ECParameters
            {
                Curve = curve.Value,
                Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
            }));
    }
}
