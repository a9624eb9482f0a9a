using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Tests.Authentication.Certificates;

/// <summary>Signs certificates as nobody should any more: the platform's own generators will not.</summary>
internal sealed class Sha1Generator(ECDsa key) : X509SignatureGenerator
{
    // ecdsa-with-SHA1 (RFC 3279, section 2.2.3).
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];

#pragma warning disable CA5350 // What is tested is that such a signature is refused.
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);
#pragma warning restore CA5350

    protected override PublicKey BuildPublicKey() => new(key);
}
