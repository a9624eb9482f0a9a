using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>The names of a certificate that we read (RFC 5280, section 4.2.1.6).</summary>
internal sealed class SubjectAlternativeNames
{
    private const string Oid = "2.5.29.17";

    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UniformResourceIdentifier = new(TagClass.ContextSpecific, 6);

    public List<string> Uris { get; } = [];

    public List<string> DnsNames { get; } = [];

    /// <exception cref="CryptographicException">The names are not readable, or stand there twice.</exception>
    public static SubjectAlternativeNames Of(X509Certificate2 certificate)
    {
        var names = new SubjectAlternativeNames();
        var extensions = certificate.Extensions.Where(extension => extension.Oid?.Value == Oid).ToList();
        if (extensions.Count > 1)
        {
            throw new CryptographicException("The names stand there twice.");
        }

        try
        {
            if (extensions.Count == 1)
            {
                names.Read(extensions[0].RawData);
            }
        }
        catch (AsnContentException exception)
        {
            throw new CryptographicException("The names are not readable.", exception);
        }

        return names;
    }

    private void Read(byte[] data)
    {
        var outer = new AsnReader(data, AsnEncodingRules.DER);
        var sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        while (sequence.HasData)
        {
            var tag = sequence.PeekTag();
            if (tag.HasSameClassAndValue(UniformResourceIdentifier))
            {
                Uris.Add(sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
            else if (tag.HasSameClassAndValue(DnsName))
            {
                DnsNames.Add(sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
            else
            {
                sequence.ReadEncodedValue();
            }
        }
    }
}
