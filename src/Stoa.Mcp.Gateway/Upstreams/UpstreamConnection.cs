using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// A connection of the SDK's client to an upstream, which speaks every revision and transport. Made when it is first asked for, and anew
/// after it broke.
/// </summary>
internal sealed class UpstreamConnection(UpstreamEndpoint endpoint, McpClientOptions options, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private McpClient? _client;
    private bool _disposed;

    /// <summary>Where it leads.</summary>
    public UpstreamEndpoint Endpoint => endpoint;

    /// <summary>The connected client.</summary>
    public async ValueTask<McpClient> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _client) is { Completion.IsCompleted: false } connected)
        {
            return connected;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_client is { Completion.IsCompleted: false })
            {
                return _client;
            }

            await DropAsync();
            _client = await McpClient.CreateAsync(endpoint.CreateTransport(listens: true, loggers), options, loggers, cancellationToken);
            return _client;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets a client that failed; the next one is connected anew.</summary>
    public async ValueTask ForgetAsync(McpClient client)
    {
        if (Interlocked.CompareExchange(ref _client, null, client) == client)
        {
            await CloseAsync(client);
        }
    }

    /// <summary>Sends a request and gives back its answer as it came.</summary>
    public async ValueTask<JsonRpcResponse> SendAsync(string method, System.Text.Json.Nodes.JsonNode? parameters, CancellationToken cancellationToken)
    {
        var client = await GetAsync(cancellationToken);
        return await client.SendRequestAsync(new JsonRpcRequest { Method = method, Params = parameters }, cancellationToken);
    }

    /// <summary>Closes the client, for good. May be asked for more than once: by whoever uses the connection, and by the container.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _disposed = true;
            await DropAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask DropAsync()
    {
        if (Interlocked.Exchange(ref _client, null) is { } client)
        {
            await CloseAsync(client);
        }
    }

    private static async ValueTask CloseAsync(McpClient client)
    {
        try
        {
            await client.DisposeAsync();
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
        {
            // The other side is gone already.
        }
    }
}
