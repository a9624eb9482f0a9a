using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Asking;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>The client's headers, where they arrive as those of the question itself.</summary>
internal static class AskingHeaders
{
    /// <summary>All but those that the peer has put there.</summary>
    public static HeaderDictionary Of(HttpContext asking, params ReadOnlySpan<string> peersOwn)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in asking.Request.Headers)
        {
            headers[name] = values;
        }

        headers.Remove(PeerKey.Header);
        foreach (var name in peersOwn)
        {
            headers.Remove(name);
        }

        return headers;
    }
}
