using System.Security.Cryptography;

namespace Stoa.Rego.Bundles;

/// <summary>The digest that a signature has of a file.</summary>
internal sealed class FileDigest(HashAlgorithmName algorithm, byte[] hash)
{
    /// <exception cref="RegoBundleException">The algorithm is not taken, or the digest is no hexadecimal number.</exception>
    public static FileDigest Of(string signatures, string path, string algorithm, string hash)
    {
        var name = algorithm.ToUpperInvariant() switch
        {
            "SHA-256" => HashAlgorithmName.SHA256,
            "SHA-384" => HashAlgorithmName.SHA384,
            "SHA-512" => HashAlgorithmName.SHA512,
            _ => throw new RegoBundleException(signatures, $"the digest of {path} is made with {RegoString.Of(algorithm)}; SHA-256, SHA-384 and SHA-512 are taken"),
        };
        try
        {
            return new FileDigest(name, Convert.FromHexString(hash));
        }
        catch (FormatException error)
        {
            throw new RegoBundleException(signatures, $"the digest of {path} is not hexadecimal", error);
        }
    }

    /// <exception cref="RegoBundleException">The file is another than the one that was signed.</exception>
    public void Check(BundleFile file)
    {
        if (!CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(algorithm, StructuredDigest.Of(file).Span), hash))
        {
            throw new RegoBundleException(file.Name, "the file is not the one that was signed: its digest differs");
        }
    }
}
