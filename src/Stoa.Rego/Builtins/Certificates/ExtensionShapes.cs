using System.Formats.Asn1;

namespace Stoa.Rego.Builtins;

/// <summary>The extensions of a certificate (RFC 5280 section 4.2) as the fields of Go's.</summary>
internal sealed class ExtensionShapes
{
    private static readonly string[] Usages =
    [
        "2.5.29.37.0", "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.5", "1.3.6.1.5.5.7.3.6",
        "1.3.6.1.5.5.7.3.7", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9", "1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.2.1.22",
        "1.3.6.1.4.1.311.61.1.1",
    ];

    private readonly RegoObjectBuilder _shape;
    private readonly AlternativeNames _names = new();
    private readonly List<RegoValue> _unhandled = [];

    private ExtensionShapes(RegoObjectBuilder shape) => _shape = shape;

    /// <summary>The object identifiers of extended key usages, at the position of their number in Go.</summary>
    public static IReadOnlyList<string> KeyUsages => Usages;

    /// <summary>Writes the fields of extensions; those of absent ones too.</summary>
    public static void Write(RegoObjectBuilder shape, AsnReader? extensions)
    {
        WriteNone(shape);
        var shapes = new ExtensionShapes(shape);
        shape["Extensions"] = Der.List(Read(extensions, shapes.Read));
        shapes._names.Write(shape);
        shape["UnhandledCriticalExtensions"] = Der.List(shapes._unhandled);
        shape["URIStrings"] = Der.List(shapes._names.UriTexts);
    }

    /// <summary>Each extension in Go's shape, after it was seen.</summary>
    public static List<RegoValue> Read(AsnReader? extensions, Action<string, bool, ReadOnlyMemory<byte>> see)
    {
        var all = new List<RegoValue>();
        while (extensions is { HasData: true })
        {
            var extension = extensions.ReadSequence();
            var identifier = extension.ReadObjectIdentifier();
            var isCritical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            ReadOnlyMemory<byte> value = extension.ReadOctetString();
            all.Add(RegoObject.Of(("Id", Der.Arcs(identifier)), ("Critical", isCritical), ("Value", Der.Base64(value))));
            see(identifier, isCritical, value);
        }

        return all;
    }

    private static void WriteNone(RegoObjectBuilder shape)
    {
        foreach (var field in (ReadOnlySpan<string>)["KeyUsage", "MaxPathLen", "InhibitAnyPolicy", "InhibitPolicyMapping", "RequireExplicitPolicy"])
        {
            shape[field] = 0L;
        }

        foreach (var field in (ReadOnlySpan<string>)["BasicConstraintsValid", "IsCA", "MaxPathLenZero", "InhibitAnyPolicyZero", "InhibitPolicyMappingZero", "RequireExplicitPolicyZero"])
        {
            shape[field] = false;
        }

        foreach (var field in (ReadOnlySpan<string>)["ExtraExtensions", "ExtKeyUsage", "UnknownExtKeyUsage", "SubjectKeyId", "AuthorityKeyId", "OCSPServer",
            "IssuingCertificateURL", "CRLDistributionPoints", "PolicyIdentifiers", "Policies", "PolicyMappings"])
        {
            shape[field] = RegoNull.Instance;
        }

        NameConstraintsShape.WriteNone(shape);
    }

    private void Read(string identifier, bool isCritical, ReadOnlyMemory<byte> value)
    {
        switch (identifier)
        {
            case "2.5.29.14": _shape["SubjectKeyId"] = Der.Base64(Der.Reader(value).ReadOctetString()); return;
            case "2.5.29.15": _shape["KeyUsage"] = KeyUsage(value); return;
            case "2.5.29.17": _names.Read(value); isCritical &= _names.IsEmpty; break;
            case "2.5.29.19": ReadBasicConstraints(value); return;
            case "2.5.29.30": NameConstraintsShape.Write(_shape, value, isCritical); return;
            case "2.5.29.31": ReadDistributionPoints(value); return;
            case "2.5.29.32": ReadPolicies(value); return;
            case "2.5.29.35": ReadAuthorityKey(value); return;
            case "2.5.29.37": ReadExtendedKeyUsage(value); return;
            case "1.3.6.1.5.5.7.1.1": ReadAuthorityAccess(value); return;
            default: break;
        }

        if (isCritical)
        {
            _unhandled.Add(Der.Arcs(identifier));
        }
    }

    // The first bit is the most significant one in DER, the least in Go.
    private static long KeyUsage(ReadOnlyMemory<byte> value)
    {
        var bits = Der.Reader(value).ReadBitString(out _);
        var usage = 0;
        for (var i = 0; i < 9 && i / 8 < bits.Length; i++)
        {
            usage |= ((bits[i / 8] >> (7 - (i % 8))) & 1) << i;
        }

        return usage;
    }

    private void ReadBasicConstraints(ReadOnlyMemory<byte> value)
    {
        var constraints = Der.Reader(value).ReadSequence();
        var isAuthority = constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && constraints.ReadBoolean();
        var length = constraints.HasData ? RegoNumber.Of(Der.Number(constraints)) : RegoNumber.Of(-1);
        _shape["BasicConstraintsValid"] = true;
        _shape["IsCA"] = isAuthority;
        _shape["MaxPathLen"] = length;
        _shape["MaxPathLenZero"] = length.Equals(RegoNumber.Of(0));
    }

    private void ReadDistributionPoints(ReadOnlyMemory<byte> value)
    {
        var urls = new List<RegoValue>();
        var points = Der.Reader(value).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (!point.HasData || !point.PeekTag().HasSameClassAndValue(Der.Context(0)))
            {
                continue;
            }

            var name = point.ReadSequence(Der.Context(0));
            var full = name.HasData && name.PeekTag().HasSameClassAndValue(Der.Context(0)) ? name.ReadSequence(Der.Context(0)) : null;
            while (full is { HasData: true })
            {
                if (full.PeekTag().HasSameClassAndValue(Der.Context(6)))
                {
                    urls.Add(Der.Text(full));
                }
                else
                {
                    full.ReadEncodedValue();
                }
            }
        }

        _shape["CRLDistributionPoints"] = Der.List(urls);
    }

    private void ReadPolicies(ReadOnlyMemory<byte> value)
    {
        var identifiers = new List<string>();
        var policies = Der.Reader(value).ReadSequence();
        while (policies.HasData)
        {
            identifiers.Add(policies.ReadSequence().ReadObjectIdentifier());
        }

        _shape["PolicyIdentifiers"] = Der.List([.. identifiers.Select(Der.Arcs)]);
        _shape["Policies"] = Der.List([.. identifiers.Select(RegoString.Of)]);
    }

    private void ReadAuthorityKey(ReadOnlyMemory<byte> value)
    {
        var key = Der.Reader(value).ReadSequence();
        if (key.HasData && key.PeekTag().HasSameClassAndValue(Der.Context(0)))
        {
            _shape["AuthorityKeyId"] = Der.Base64(key.ReadOctetString(Der.Context(0)));
        }
    }

    private void ReadExtendedKeyUsage(ReadOnlyMemory<byte> value)
    {
        var (known, unknown) = (new List<RegoValue>(), new List<RegoValue>());
        var usages = Der.Reader(value).ReadSequence();
        while (usages.HasData)
        {
            var identifier = usages.ReadObjectIdentifier();
            var number = Array.IndexOf(Usages, identifier);
            (number < 0 ? unknown : known).Add(number < 0 ? Der.Arcs(identifier) : number);
        }

        _shape["ExtKeyUsage"] = Der.List(known);
        _shape["UnknownExtKeyUsage"] = Der.List(unknown);
    }

    private void ReadAuthorityAccess(ReadOnlyMemory<byte> value)
    {
        var (servers, issuers) = (new List<RegoValue>(), new List<RegoValue>());
        var descriptions = Der.Reader(value).ReadSequence();
        while (descriptions.HasData)
        {
            var description = descriptions.ReadSequence();
            var method = description.ReadObjectIdentifier();
            if (description.PeekTag().HasSameClassAndValue(Der.Context(6)))
            {
                var url = Der.Text(description);
                (method == "1.3.6.1.5.5.7.48.1" ? servers : method == "1.3.6.1.5.5.7.48.2" ? issuers : []).Add(url);
            }
        }

        _shape["OCSPServer"] = Der.List(servers);
        _shape["IssuingCertificateURL"] = Der.List(issuers);
    }
}
