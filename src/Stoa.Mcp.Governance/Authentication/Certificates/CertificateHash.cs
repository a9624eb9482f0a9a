using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>SHA-256 over a certificate and those that were sent along: what a verdict is remembered by.</summary>
internal readonly record struct CertificateHash(UInt128 High, UInt128 Low)
{
    public static CertificateHash Of(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (intermediates.Count == 0)
        {
            SHA256.HashData(certificate.RawDataMemory.Span, hash);
            return From(hash);
        }

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(certificate.RawDataMemory.Span);
        foreach (var intermediate in intermediates)
        {
            all.AppendData(intermediate.RawDataMemory.Span);
        }

        all.GetHashAndReset(hash);
        return From(hash);
    }

    private static CertificateHash From(ReadOnlySpan<byte> hash) => new(MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
}
