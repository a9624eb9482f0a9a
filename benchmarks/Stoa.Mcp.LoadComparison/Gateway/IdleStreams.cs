using System.Net.Http.Headers;
using Stoa.Mcp.LoadComparison.Client;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>Opens event streams of one session, on which nothing is said, and looks at what they cost.</summary>
internal static class IdleStreams
{
    /// <summary>Bytes of memory a stream, of the process in the middle alone.</summary>
    public static async Task<double> MeasureAsync(IServerUnderTest server, string token, int streams)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        var session = await OpenSessionAsync(http, server.Endpoint, token);
        var before = await SettledAsync(server);
        var open = new List<HttpResponseMessage>();
        try
        {
            for (var i = 0; i < streams; i++)
            {
                using var request = Request(HttpMethod.Get, server.Endpoint, token, session);
                request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
                var answer = await http.SendAsync(request, CancellationToken.None);
                answer.EnsureSuccessStatusCode();
                open.Add(answer);
            }

            return (double)(await SettledAsync(server) - before) / streams;
        }
        finally
        {
            open.ForEach(answer => answer.Dispose());
        }
    }

    // Memory is taken and given back in the background; the least of a few looks is what is held.
    private static async Task<long> SettledAsync(IServerUnderTest server)
    {
        var least = long.MaxValue;
        for (var look = 0; look < 10; look++)
        {
            await Task.Delay(200);
            least = Math.Min(least, server.ResidentBytes);
        }

        return least;
    }

    private static async Task<string> OpenSessionAsync(HttpMessageInvoker http, Uri endpoint, string token)
    {
        using var initialize = Request(HttpMethod.Post, endpoint, token, null);
        initialize.Content = new ByteArrayContent(Messages.Initialize) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        initialize.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        using var answer = await http.SendAsync(initialize, CancellationToken.None);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri endpoint, string token, string? session)
    {
        var request = new HttpRequestMessage(method, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", ComparisonOptions.WithSessions);
        if (session is not null)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        }

        return request;
    }
}
