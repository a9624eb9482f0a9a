using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Where a request ends (RFC 9112, section 6.3). Servers take more than one way of saying so for good, and not all the same; two in a row that
/// differ would take what is behind a request for another one, of a caller whom nobody asked for a credential (section 11.2).
/// </summary>
internal static class FramingRules
{
    private const string Chunked = "chunked";

    // Kestrel puts a length beside chunks out of the way, under this name.
    private const string LengthBesideChunks = "X-Content-Length";

    private static readonly string[] Framing = ["Content-Length", "Transfer-Encoding"];

    /// <summary>Null where a request ends in one place alone.</summary>
    public static EdgeRefusal? Check(HttpRequest request, HeaderTraits traits)
    {
        var encoding = request.Headers.TransferEncoding;
        if (encoding.Count > 0 && !IsPlain(request, encoding))
        {
            return Refuse("Transfer-Encoding is more than 'chunked' in HTTP/1.1, or stands beside Content-Length.");
        }

        return HeaderNames.HasUnderscoreVariant(request.Headers, traits, Framing) ? Refuse("A header is Content-Length or Transfer-Encoding but for underscores.") : null;
    }

    private static bool IsPlain(HttpRequest request, Microsoft.Extensions.Primitives.StringValues encoding) =>
        HttpProtocol.IsHttp11(request.Protocol)
        && string.Equals(encoding.Count == 1 ? encoding[0] : null, Chunked, StringComparison.OrdinalIgnoreCase)
        && request.ContentLength is null
        && !request.Headers.ContainsKey(LengthBesideChunks);

    private static EdgeRefusal Refuse(string reason) => new(
        StatusCodes.Status400BadRequest, GovernanceCode.InvalidRequest, "It cannot be told where the request ends.", reason);
}
