using System.Formats.Asn1;

namespace Stoa.Rego.Builtins;

/// <summary>A certificate request (RFC 2986) in the shape of Go's <c>x509.CertificateRequest</c> as JSON.</summary>
internal static class CertificateRequestShape
{
    private const string ExtensionRequest = "1.2.840.113549.1.9.14";

    public static RegoObject Of(BuiltinContext context, ReadOnlyMemory<byte> request) => Der.Read(context, request, "asn1: structure error", reader =>
    {
        var shape = new RegoObjectBuilder { ["Raw"] = Der.Base64(request) };
        var parts = reader.ReadSequence();
        var signed = parts.ReadEncodedValue();
        shape["RawTBSCertificateRequest"] = Der.Base64(signed);
        shape["SignatureAlgorithm"] = SignatureShape.Of(parts.ReadSequence());
        shape["Signature"] = Der.Base64(parts.ReadBitString(out _));
        reader.ThrowIfNotEmpty();
        ReadSigned(shape, Der.Reader(signed).ReadSequence());
        return shape.Build();
    });

    private static void ReadSigned(RegoObjectBuilder shape, AsnReader signed)
    {
        shape["Version"] = RegoNumber.Of(Der.Number(signed));
        var subject = signed.ReadEncodedValue();
        shape["RawSubject"] = Der.Base64(subject);
        shape["Subject"] = NameShape.Of(subject);
        CertificateShape.WriteKey(shape, signed.ReadEncodedValue());
        shape["Attributes"] = RegoNull.Instance;
        shape["ExtraExtensions"] = RegoNull.Instance;
        var names = new AlternativeNames();
        var extensions = ExtensionShapes.Read(Extensions(signed), (identifier, _, value) =>
        {
            if (identifier == "2.5.29.17")
            {
                names.Read(value);
            }
        });
        shape["Extensions"] = Der.List(extensions);
        names.Write(shape);
    }

    private static AsnReader? Extensions(AsnReader signed)
    {
        var attributes = signed.HasData ? signed.ReadSetOf(skipSortOrderValidation: true, Der.Context(0)) : null;
        while (attributes is { HasData: true })
        {
            var attribute = attributes.ReadSequence();
            if (attribute.ReadObjectIdentifier() == ExtensionRequest)
            {
                return attribute.ReadSetOf(skipSortOrderValidation: true).ReadSequence();
            }
        }

        return null;
    }
}
