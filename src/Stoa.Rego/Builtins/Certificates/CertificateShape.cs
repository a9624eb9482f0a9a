using System.Formats.Asn1;

namespace Stoa.Rego.Builtins;

/// <summary>A certificate (RFC 5280 section 4.1) in the shape of Go's <c>x509.Certificate</c> as JSON.</summary>
internal static class CertificateShape
{
    private const string Fault = "x509: malformed certificate";

    /// <summary>The certificates that follow one another, each alone.</summary>
    public static List<ReadOnlyMemory<byte>> Split(BuiltinContext context, ReadOnlyMemory<byte> bytes) => Der.Read(context, bytes, Fault, reader =>
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        while (reader.HasData)
        {
            certificates.Add(reader.ReadEncodedValue());
        }

        return certificates;
    });

    public static RegoObject Of(BuiltinContext context, ReadOnlyMemory<byte> certificate) => Der.Read(context, certificate, Fault, reader =>
    {
        var shape = new RegoObjectBuilder { ["Raw"] = Der.Base64(certificate) };
        var parts = reader.ReadSequence();
        var signed = parts.ReadEncodedValue();
        shape["RawTBSCertificate"] = Der.Base64(signed);
        shape["SignatureAlgorithm"] = SignatureShape.Of(parts.ReadSequence());
        shape["Signature"] = Der.Base64(parts.ReadBitString(out _));
        reader.ThrowIfNotEmpty();
        ReadSigned(shape, Der.Reader(signed).ReadSequence());
        return shape.Build();
    });

    private static void ReadSigned(RegoObjectBuilder shape, AsnReader signed)
    {
        var hasVersion = signed.PeekTag().HasSameClassAndValue(Der.Context(0));
        shape["Version"] = RegoNumber.Of(hasVersion ? Der.Number(signed.ReadSequence(Der.Context(0))) + 1 : 1);
        shape["SerialNumber"] = RegoNumber.Of(Der.Number(signed));
        signed.ReadSequence();
        var issuer = signed.ReadEncodedValue();
        shape["RawIssuer"] = Der.Base64(issuer);
        shape["Issuer"] = NameShape.Of(issuer);
        var validity = signed.ReadSequence();
        shape["NotBefore"] = Der.Time(validity);
        shape["NotAfter"] = Der.Time(validity);
        var subject = signed.ReadEncodedValue();
        shape["RawSubject"] = Der.Base64(subject);
        shape["Subject"] = NameShape.Of(subject);
        WriteKey(shape, signed.ReadEncodedValue());
        ExtensionShapes.Write(shape, Extensions(signed));
    }

    /// <summary>Writes the fields of a public key.</summary>
    public static void WriteKey(RegoObjectBuilder shape, ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var key = PublicKeyShape.Of(subjectPublicKeyInfo);
        shape["RawSubjectPublicKeyInfo"] = Der.Base64(subjectPublicKeyInfo);
        shape["PublicKeyAlgorithm"] = key.Algorithm;
        shape["PublicKey"] = key.Key;
    }

    // Unique identifiers may come before.
    private static AsnReader? Extensions(AsnReader signed)
    {
        while (signed.HasData)
        {
            if (signed.PeekTag().HasSameClassAndValue(Der.Context(3)))
            {
                return signed.ReadSequence(Der.Context(3)).ReadSequence();
            }

            signed.ReadEncodedValue();
        }

        return null;
    }
}
