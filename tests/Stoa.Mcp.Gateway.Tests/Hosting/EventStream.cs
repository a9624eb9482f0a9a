using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Gateway.Tests.Hosting;

/// <summary>An answer that is read event by event, as it comes.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public int Status => (int)_response.StatusCode;

    /// <summary>The last event's id, or null.</summary>
    public string? LastId => _events.Current.EventId;

    public string? Header(string name) => _response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public static async Task<EventStream> OpenAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
            return new EventStream(response, await response.Content.ReadAsStreamAsync());
        }
    }

    /// <summary>The next message; null at the end.</summary>
    public async Task<JsonObject?> NextAsync()
    {
        do
        {
            if (!await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
            {
                return null;
            }
        }
        while (_events.Current.Data.Length == 0);

        return JsonNode.Parse(_events.Current.Data)!.AsObject();
    }

    /// <summary>The first message that matches; those before it are dropped.</summary>
    public async Task<JsonObject> UntilAsync(Func<JsonObject, bool> matches)
    {
        while (await NextAsync() is { } message)
        {
            if (matches(message))
            {
                return message;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>Gives the connection up.</summary>
    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return default;
    }
}
