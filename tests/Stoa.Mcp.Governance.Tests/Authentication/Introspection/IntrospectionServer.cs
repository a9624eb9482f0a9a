using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Stoa.Mcp.Governance.Tests.Authentication.Introspection;

/// <summary>An authorization server that is asked about tokens: remembers the questions, and answers as a test says.</summary>
internal sealed class IntrospectionServer : HttpMessageHandler
{
    /// <summary>Address, authorization and body of each question.</summary>
    public ConcurrentQueue<(string Address, string? Authorization, string Body)> Questions { get; } = [];

    public string Answer { get; set; } = "{}";

    public string MediaType { get; set; } = "application/json";

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>What a question waits for before it is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Questions.Enqueue((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString(), body));
        await Gate.WaitAsync(cancellationToken);
        return new HttpResponseMessage(Status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Answer)) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } },
        };
    }
}
