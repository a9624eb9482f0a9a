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
    private ConcurrentDictionary<string, PresentedCertificate> _kept = new(StringComparer.Ordinal);

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

    /// <summary>What a trusted peer tells.</summary>
    public PresentedCertificate Read(IHeaderDictionary headers)
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

        return Keep(header, isEnvoy);
    }

    // nginx sends the header empty where its client has shown no certificate.
    private static bool IsAbsent(StringValues header, bool isEnvoy) => header.Count == 0 || (!isEnvoy && header is [null or ""]);

    private PresentedCertificate Keep(StringValues header, bool isEnvoy)
    {
        // Lines of one header are one list (RFC 9110, section 5.3).
        var text = header.ToString();
        if (_kept.TryGetValue(text, out var known))
        {
            return known;
        }

        var read = isEnvoy ? ForwardedCertificateReader.FromEnvoy(text, options.Element) : ForwardedCertificateReader.FromNginx(text);
        if (read.Certificate is not null)
        {
            if (_kept.Count >= MostKept)
            {
                // The certificates of the old ones are left to the collector: calls under way may hold them.
                _kept = new(StringComparer.Ordinal);
            }

            _kept[text] = read;
        }

        return read;
    }
}
