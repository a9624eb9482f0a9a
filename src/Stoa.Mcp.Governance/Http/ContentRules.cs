using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// The media types of a message (MCP, Streamable HTTP): JSON in UTF-8, sent as it is. Anything else could be read as other text
/// by the host than by the policy.
/// </summary>
internal static class ContentRules
{
    public static EdgeRefusal? Check(HttpRequest request)
    {
        if (!IsPlainJson(request.Headers.ContentType))
        {
            return new EdgeRefusal(
                StatusCodes.Status415UnsupportedMediaType, GovernanceCode.InvalidRequest,
                "Content-Type must be application/json in UTF-8.", "Content-Type is not application/json, or names another charset.");
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return new EdgeRefusal(
                StatusCodes.Status415UnsupportedMediaType, GovernanceCode.InvalidRequest,
                "Content-Encoding is not supported.", "The body is encoded; order of decoding would decide what policies see.");
        }

        return AcceptsBoth(request)
            ? null
            : new EdgeRefusal(
                StatusCodes.Status406NotAcceptable, GovernanceCode.InvalidRequest,
                "Accept must list both application/json and text/event-stream.", "Accept lacks application/json or text/event-stream.");
    }

    private static bool IsPlainJson(Microsoft.Extensions.Primitives.StringValues values)
    {
        if (values.Count != 1)
        {
            return false;
        }

        // What clients send, without the cost of parsing it.
        if (string.Equals(values[0], "application/json", StringComparison.Ordinal))
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(values[0], out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            && type.Parameters.All(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            && type.Parameters.Count <= 1;
    }

    private static bool AcceptsBoth(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 1 && accept[0] is "application/json, text/event-stream" or "text/event-stream, application/json")
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParseList(accept, out var types)
            && types.Any(type => type.MatchesMediaType("application/json"))
            && types.Any(type => type.MatchesMediaType("text/event-stream"));
    }
}
