using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>The event stream of a session (GET), read until it ends.</summary>
internal sealed class OpenStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly Task _read;

    private OpenStream(HttpResponseMessage response, Task read) => (_response, _read) = (response, read);

    public bool HasEnded => _read.IsCompleted;

    public static async Task<OpenStream> OpenAsync(ProbeServer server, string authorization, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
        foreach (var (name, value) in new[]
        {
            ("Accept", "text/event-stream"), ("Authorization", authorization), ("Mcp-Session-Id", session), ("MCP-Protocol-Version", Revisions.Legacy),
        })
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        return new OpenStream(response, ReadAsync(response));
    }

    /// <summary>Waits for the end, which is due.</summary>
    public Task EndAsync() => _read.WaitAsync(Patience);

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task ReadAsync(HttpResponseMessage response)
    {
        try
        {
            await response.Content.CopyToAsync(Stream.Null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException)
        {
            // Cut off.
        }
    }
}
