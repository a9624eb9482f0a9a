using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Tells clients that listen when a list has changed in what they see of it.</summary>
internal sealed class EdgeListeners(ListChanges lists, EdgeCatalog catalog) : IDisposable
{
    private readonly ConcurrentDictionary<EdgeListener, EdgeListener> _all = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Tells a listener from now on, until what is returned is disposed.</summary>
    public IDisposable Add(EdgeListener listener)
    {
        _all[listener] = listener;
        return new StreamLease(() => _all.TryRemove(listener, out _));
    }

    /// <summary>What is offered was replaced.</summary>
    public async Task TellAsync()
    {
        await _turn.WaitAsync();
        try
        {
            foreach (var listener in _all.Keys)
            {
                await TellAsync(listener);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task TellAsync(EdgeListener listener)
    {
        var audience = listener.Audience with { Catalog = catalog.For(listener.Audience.Owner.Tenant) };
        foreach (var method in ListChanges.Notifications)
        {
            var parameters = listener.Subscription is null
                ? null
                : new JsonObject { ["_meta"] = new JsonObject { ["io.modelcontextprotocol/subscriptionId"] = JsonNode.Parse(listener.Subscription) } };
            if (!await lists.ConcernsAsync(method, parameters, audience, CancellationToken.None))
            {
                continue;
            }

            var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
            if (parameters is not null)
            {
                message["params"] = parameters;
            }

            try
            {
                await listener.Stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), null, null);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or InvalidOperationException)
            {
                // The client has gone, and its stream ends by itself.
            }
        }
    }
}
