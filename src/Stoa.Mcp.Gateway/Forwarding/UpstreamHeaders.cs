using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// The headers of a request to an upstream. Nothing is taken over but what MCP gives a meaning: no credential, no cookie, nothing that a
/// client declared to be for the next hop only.
/// </summary>
internal static class UpstreamHeaders
{
    private const int LongestTraceState = 512;

    /// <summary>The headers of a POST.</summary>
    /// <param name="request">The client's request, whose headers were compared with its body.</param>
    /// <param name="traits">What the names of its headers have in them.</param>
    /// <param name="session">The upstream's own session id, or null.</param>
    /// <param name="version">The revision agreed on with the upstream, where it is not the client's.</param>
    /// <param name="name">The upstream's own name for the target, where it is not the client's.</param>
    public static List<KeyValuePair<string, string>> OfMessage(
        HttpRequest request, HeaderTraits traits, string? session, string? version = null, string? name = null)
    {
        var headers = Of(request, session, version);
        headers.Add(new("Accept", "application/json, text/event-stream"));
        Copy(request, HeaderNames.Method, headers);
        if (name is null)
        {
            Copy(request, HeaderNames.Name, headers);
        }
        else if (request.Headers.ContainsKey(HeaderNames.Name))
        {
            headers.Add(new(HeaderNames.Name, name));
        }

        if ((traits & HeaderTraits.Parameter) != 0)
        {
            CopyParameters(request, headers);
        }

        return headers;
    }

    /// <summary>The headers of a GET, which listens to a session, or of a DELETE, which ends it.</summary>
    public static List<KeyValuePair<string, string>> OfSession(HttpRequest request, string session, string? version = null)
    {
        var headers = Of(request, session, version);
        headers.Add(new("Accept", "text/event-stream"));
        return headers;
    }

    /// <summary>Asks for the events after one that the client has seen.</summary>
    public static void After(List<KeyValuePair<string, string>> headers, string? lastEventId)
    {
        if (lastEventId is not null)
        {
            headers.Add(new("Last-Event-ID", lastEventId));
        }
    }

    private static List<KeyValuePair<string, string>> Of(HttpRequest request, string? session, string? version)
    {
        List<KeyValuePair<string, string>> headers = new(8);
        if (version is null)
        {
            Copy(request, HeaderNames.ProtocolVersion, headers);
        }
        else
        {
            headers.Add(new(HeaderNames.ProtocolVersion, version));
        }

        if (session is not null)
        {
            headers.Add(new("Mcp-Session-Id", session));
        }

        // Where nobody here traces, the client's own trace goes on; else the connection's handler hands on ours.
        if (Activity.Current is null && request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, null, out _))
        {
            headers.Add(new("traceparent", parent));
            if (request.Headers.TraceState is [{ Length: <= LongestTraceState } state])
            {
                headers.Add(new("tracestate", state));
            }
        }

        return headers;
    }

    private static void CopyParameters(HttpRequest request, List<KeyValuePair<string, string>> headers)
    {
        foreach (var (header, values) in request.Headers)
        {
            if (header.StartsWith(HeaderNames.ParameterPrefix, StringComparison.OrdinalIgnoreCase) && values is [{ } value])
            {
                headers.Add(new(header, value));
            }
        }
    }

    private static void Copy(HttpRequest request, string name, List<KeyValuePair<string, string>> headers)
    {
        if (request.Headers.TryGetValue(name, out var values) && values is [{ } value])
        {
            headers.Add(new(name, value));
        }
    }
}
