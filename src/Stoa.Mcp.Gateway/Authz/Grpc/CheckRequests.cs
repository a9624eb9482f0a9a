using System.Net;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;

namespace Stoa.Mcp.Gateway.Authz.Grpc;

/// <summary>Reads the HTTP request that a CheckRequest tells of.</summary>
internal static class CheckRequests
{
    /// <summary>The request, or null where there is none or it is told in two ways.</summary>
    public static AskedRequest? Read(CheckRequest check)
    {
        if (check.Attributes?.Request?.Http is not { } http || (http.Body.Length > 0 && http.RawBody.Length > 0))
        {
            return null;
        }

        return new AskedRequest
        {
            Method = http.Method,
            Target = http.Path,
            Headers = Headers(http),
            Body = Told(http.RawBody) ?? Told(http.Body),
            Source = IPAddress.TryParse(check.Attributes.Source?.Address?.SocketAddress?.Address, out var source) ? source : null,
            ClientCertificate = check.Attributes.Source?.Certificate,
            Scheme = http.Scheme == "https" ? "https" : "http",
        };
    }

    private static byte[]? Told(ByteString bytes) => bytes.IsEmpty ? null : bytes.ToByteArray();

    // Envoy tells headers joined by name, or one by one (encode_raw_headers). HTTP/2's pseudo headers stand among them; the host is told apart.
    private static HeaderDictionary Headers(AttributeContext.Types.HttpRequest http)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in http.Headers)
        {
            Append(headers, name, value);
        }

        foreach (var header in http.HeaderMap?.Headers ?? [])
        {
            Append(headers, header.Key, header.RawValue.Length > 0 ? Encoding.Latin1.GetString(header.RawValue.Span) : header.Value);
        }

        headers["Host"] = http.Host;
        headers.Remove(PeerKey.Header);
        return headers;
    }

    private static void Append(HeaderDictionary headers, string name, string value)
    {
        if (!name.StartsWith(':') && !name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            headers.Append(name, value);
        }
    }
}
