using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>
/// The certificates that trusted peers tell of. Of a trusted peer nothing else counts: its own certificate is that of a proxy, never of the caller. What was read is kept
/// by the text it was read from, since a proxy says the same on every request of a connection.
/// </summary>
internal sealed class ForwardedCertificates(ForwardedCertificateOptions options)
{
    private const int MostKept = 1000;

    private readonly IPNetwork[] _peers = [.. options.TrustedPeers.Select(text => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text))];
    private ConcurrentDictionary<(Place, string), PresentedCertificate> _kept = new();

    /// <summary>Whether any peer's word counts.</summary>
    public bool IsEnabled => _peers.Length > 0;

    /// <summary>Whether the peer is one whose word counts: by the address of the connection.</summary>
    public bool IsTrusted(IPAddress? peer)
    {
        if (peer is null)
        {
            return false;
        }

        var address = AddressRange.Plain(peer);
        return Array.Exists(_peers, network => network.Contains(address));
    }

    /// <summary>What a trusted peer tells, in the header, or outside of any where its protocol has a place for it.</summary>
    public PresentedCertificate Read(IHeaderDictionary headers, string? told = null)
    {
        var header = ReadHeader(headers);
        if (string.IsNullOrEmpty(told) || header.Refusal is not null)
        {
            return header;
        }

        var outside = Keep(Place.CheckRequest, told);
        return header.Certificate is null || outside.Refusal is not null ? outside
            : header.Certificate.RawDataMemory.Span.SequenceEqual(outside.Certificate!.RawDataMemory.Span) ? header
            : PresentedCertificate.Wrong("source.certificate of the CheckRequest and the header are of different clients.");
    }

    private PresentedCertificate ReadHeader(IHeaderDictionary headers)
    {
        var isEnvoy = options.Header == ForwardedCertificateHeader.XForwardedClientCert;
        var header = headers[isEnvoy ? ForwardedCertificateReader.Envoy : ForwardedCertificateReader.Nginx];
        if (IsAbsent(header, isEnvoy))
        {
            return PresentedCertificate.None;
        }

        if (!isEnvoy && headers[ForwardedCertificateReader.NginxVerify] is not ["SUCCESS"])
        {
            return PresentedCertificate.Wrong($"{ForwardedCertificateReader.NginxVerify} is not SUCCESS, once.");
        }

        // Lines of one header are one list (RFC 9110, section 5.3).
        return Keep(isEnvoy ? Place.Envoy : Place.Nginx, header.ToString());
    }

    // nginx sends the header empty where its client has shown no certificate.
    private static bool IsAbsent(StringValues header, bool isEnvoy) => header.Count == 0 || (!isEnvoy && header is [null or ""]);

    private PresentedCertificate Keep(Place place, string text)
    {
        if (_kept.TryGetValue((place, text), out var known))
        {
            return known;
        }

        var read = place switch
        {
            Place.Envoy => ForwardedCertificateReader.FromEnvoy(text, options.Element),
            Place.Nginx => ForwardedCertificateReader.FromNginx(text),
            _ => ForwardedCertificateReader.FromCheckRequest(text),
        };
        if (read.Certificate is not null)
        {
            if (_kept.Count >= MostKept)
            {
                // The certificates of the old ones are left to the collector: calls under way may hold them.
                _kept = new();
            }

            _kept[(place, text)] = read;
        }

        return read;
    }

    // Where it stands says how it is to be read; the same text in another place is another.
    private enum Place
    {
        Envoy,
        Nginx,
        CheckRequest,
    }
}
