namespace Quickstart.Walkthrough;

/// <summary>Counts the HTTP requests of all callers, and keeps the last answer's head: an MCP client tells neither of its headers.</summary>
internal sealed class ExchangeLog(Requests requests) : DelegatingHandler(new SocketsHttpHandler())
{
    public HttpResponseMessage? Last { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        requests.Add();
        Last = await base.SendAsync(request, cancellationToken);
        return Last;
    }
}
