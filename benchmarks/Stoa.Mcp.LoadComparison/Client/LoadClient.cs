using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.LoadComparison.Client;

/// <summary>Sends the same tools/call over and over to one server, a number at a time, and looks at every answer.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly Uri _endpoint;
    private readonly string _revision;
    private readonly byte[] _body;
    private readonly string?[] _sessions;
    private readonly HttpMessageInvoker _http;
    private readonly AuthenticationHeaderValue _token;
    private byte[]? _answer;

    public LoadClient(Uri endpoint, string token, ComparisonOptions options)
    {
        _endpoint = endpoint;
        _revision = options.Revision;
        _body = Messages.Call(options.Revision);
        _sessions = new string?[options.Connections];
        _token = new AuthenticationHeaderValue("Bearer", token);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = options.Connections,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Makes the first call, whose answer is read with care; every later answer must be the same to the byte.</summary>
    public async Task OpenAsync()
    {
        for (var i = 0; _revision == ComparisonOptions.WithSessions && i < _sessions.Length; i++)
        {
            _sessions[i] = await OpenSessionAsync();
        }

        var (status, answer, _) = await CallAsync(_sessions[0]);
        var text = System.Text.Encoding.UTF8.GetString(answer);
        var start = text.IndexOf('{', StringComparison.Ordinal);
        var result = start < 0 ? null : JsonNode.Parse(text[start..])?["result"];
        if (status != 200 || result?["content"]?[0]?["text"]?.GetValue<string>() != Messages.Expected || result["isError"]?.GetValue<bool>() == true)
        {
            throw new InvalidOperationException($"{_endpoint} answered {status}: {text}");
        }

        _answer = answer;
    }

    /// <summary>Makes that many calls, spread over all connections. Returns their latencies, and how many were not answered as expected.</summary>
    public async Task<(double[] Microseconds, int Failures, TimeSpan Elapsed)> RunAsync(int calls)
    {
        var latencies = new double[calls];
        var failures = 0;
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(_sessions.Select(session => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < calls;)
            {
                var sent = Stopwatch.GetTimestamp();
                var (status, answer, _) = await CallAsync(session);
                latencies[i] = Stopwatch.GetElapsedTime(sent).TotalMicroseconds;
                if (!IsExpected(status, answer))
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })));
        return (latencies, failures, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Whether an answer is that of the tool.</summary>
    public bool IsExpected(int status, byte[] answer) => status == 200 && answer.AsSpan().SequenceEqual(_answer);

    public void Dispose() => _http.Dispose();

    /// <summary>Makes one call.</summary>
    public async Task<(int Status, byte[] Answer, bool MayRetry)> CallAsync(string? session = null)
    {
        using var request = Request(_body, session);
        if (_revision == ComparisonOptions.Modern)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/call");
            request.Headers.TryAddWithoutValidation("Mcp-Name", "create_report");
        }

        using var response = await _http.SendAsync(request, CancellationToken.None);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.RetryAfter is not null);
    }

    private async Task<string> OpenSessionAsync()
    {
        using var initialize = Request(Messages.Initialize, null);
        using var answer = await _http.SendAsync(initialize, CancellationToken.None);
        await answer.Content.ReadAsByteArrayAsync();
        var session = answer.Headers.GetValues("Mcp-Session-Id").Single();
        using var initialized = Request(Messages.Initialized, session);
        using var accepted = await _http.SendAsync(initialized, CancellationToken.None);
        accepted.EnsureSuccessStatusCode();
        return session;
    }

    private HttpRequestMessage Request(byte[] body, string? session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", _revision);
        request.Headers.Authorization = _token;
        if (session is not null)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        }

        return request;
    }
}
