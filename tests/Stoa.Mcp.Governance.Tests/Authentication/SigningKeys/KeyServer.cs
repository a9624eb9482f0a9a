using System.Net;

namespace Stoa.Mcp.Governance.Tests.Authentication.SigningKeys;

/// <summary>Stands in for the network: answers from a table, counts every request, and fails for the rest.</summary>
internal sealed class KeyServer : HttpMessageHandler
{
    private int _requests;

    public Dictionary<string, Func<HttpResponseMessage>> Answers { get; } = [];

    public int Requests => Volatile.Read(ref _requests);

    public void Serve(string address, string body) =>
        Answers[address] = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return Answers.TryGetValue(request.RequestUri!.AbsoluteUri, out var answer)
            ? Task.FromResult(answer())
            : throw new HttpRequestException("unreachable");
    }
}
