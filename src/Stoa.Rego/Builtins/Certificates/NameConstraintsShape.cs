using System.Formats.Asn1;
using System.Net;

namespace Stoa.Rego.Builtins;

/// <summary>Name constraints (RFC 5280 section 4.2.1.10) as the fields of Go's certificates.</summary>
internal static class NameConstraintsShape
{
    /// <summary>What a certificate without the extension has.</summary>
    public static void WriteNone(RegoObjectBuilder shape)
    {
        shape["PermittedDNSDomainsCritical"] = false;
        Write(shape, "Permitted", null);
        Write(shape, "Excluded", null);
    }

    public static void Write(RegoObjectBuilder shape, ReadOnlyMemory<byte> extension, bool isCritical)
    {
        shape["PermittedDNSDomainsCritical"] = isCritical;
        var constraints = Der.Reader(extension).ReadSequence();
        while (constraints.HasData)
        {
            var tag = constraints.PeekTag();
            Write(shape, tag.TagValue == 0 ? "Permitted" : "Excluded", constraints.ReadSequence(tag));
        }
    }

    private static void Write(RegoObjectBuilder shape, string prefix, AsnReader? subtrees)
    {
        var (emails, dns, uris, ranges) = (new List<RegoValue>(), new List<RegoValue>(), new List<RegoValue>(), new List<RegoValue>());
        while (subtrees is { HasData: true })
        {
            var subtree = subtrees.ReadSequence();
            switch (subtree.PeekTag().TagValue)
            {
                case 1: emails.Add(Der.Text(subtree)); break;
                case 2: dns.Add(Der.Text(subtree)); break;
                case 6: uris.Add(Der.Text(subtree)); break;
                case 7: ranges.Add(Range(subtree.ReadOctetString(Der.Context(7)))); break;
                default: break;
            }
        }

        shape[$"{prefix}EmailAddresses"] = Der.List(emails);
        shape[$"{prefix}DNSDomains"] = Der.List(dns);
        shape[$"{prefix}URIDomains"] = Der.List(uris);
        shape[$"{prefix}IPRanges"] = Der.List(ranges);
    }

    private static RegoObject Range(byte[] bytes) => bytes.Length is 8 or 32
        ? RegoObject.Of(("IP", new IPAddress(bytes.AsSpan(0, bytes.Length / 2)).ToString()), ("Mask", Der.Base64(bytes.AsMemory(bytes.Length / 2))))
        : throw new BuiltinFailure("x509: IP constraint contained value of length " + bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
