using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>Checks <c>ForwardedCertificates</c>.</summary>
internal static class ForwardedCertificateCheck
{
    public static void Check(ForwardedCertificateOptions options, string path, OptionsErrors errors)
    {
        foreach (var (index, peer) in options.TrustedPeers.Index())
        {
            errors.Require(AddressRange.TryParse(peer, out _), $"{path}:TrustedPeers:{index}", peer, "an IP address, or a network such as 10.0.0.0/24, without host bits.");
        }

        errors.Require(Enum.IsDefined(options.Header), $"{path}:Header", options.Header.ToString(), "XForwardedClientCert or XSslClientCert.");
        errors.Require(Enum.IsDefined(options.Element), $"{path}:Element", options.Element.ToString(), "Only or Last.");
        errors.Require(options.Element == ForwardedCertificateElement.Only || options.Header == ForwardedCertificateHeader.XForwardedClientCert, $"{path}:Element",
            options.Element.ToString(), "it goes with XForwardedClientCert alone.");
    }
}
