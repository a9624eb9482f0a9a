using System.Formats.Asn1;
using System.Net;

namespace Stoa.Rego.Builtins;

/// <summary>General names by their kind (RFC 5280 section 4.2.1.6).</summary>
internal sealed class AlternativeNames
{
    private readonly List<RegoValue> _dns = [];
    private readonly List<RegoValue> _emails = [];
    private readonly List<RegoValue> _addresses = [];
    private readonly List<RegoValue> _uris = [];

    /// <summary>The URIs as texts.</summary>
    public List<RegoValue> UriTexts { get; } = [];

    public bool IsEmpty => _dns.Count + _emails.Count + _addresses.Count + _uris.Count == 0;

    public void Read(ReadOnlyMemory<byte> extension)
    {
        var names = Der.Reader(extension).ReadSequence();
        while (names.HasData)
        {
            Add(names);
        }
    }

    public void Write(RegoObjectBuilder shape)
    {
        shape["DNSNames"] = Der.List(_dns);
        shape["EmailAddresses"] = Der.List(_emails);
        shape["IPAddresses"] = Der.List(_addresses);
        shape["URIs"] = Der.List(_uris);
    }

    private void Add(AsnReader names)
    {
        var tag = names.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific || tag.TagValue is not (1 or 2 or 6 or 7))
        {
            names.ReadEncodedValue();
        }
        else if (tag.TagValue == 7)
        {
            var bytes = names.ReadOctetString(tag);
            _addresses.Add(bytes.Length is 4 or 16
                ? new IPAddress(bytes).ToString()
                : throw new BuiltinFailure($"x509: cannot parse IP address of length {bytes.Length}"));
        }
        else
        {
            AddText(tag.TagValue, Der.Text(names));
        }
    }

    private void AddText(int kind, string text)
    {
        if (kind == 6)
        {
            UriTexts.Add(text);
            _uris.Add(UriShape.Of(text));
        }
        else
        {
            (kind == 1 ? _emails : _dns).Add(text);
        }
    }
}
