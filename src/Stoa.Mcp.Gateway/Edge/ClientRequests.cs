using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>
/// Requests of servers to the client of a session. Servers choose their ids each for itself, so the client gets ids of ours, and its answer
/// goes to the one server that asked, under the server's own.
/// </summary>
internal sealed class ClientRequests
{
    private const int MostOpen = 1000;

    private readonly ConcurrentDictionary<string, OpenRequest> _open = new(StringComparer.Ordinal);

    /// <summary>Gives a request of a server an id of ours, as JSON text; null where too many are open.</summary>
    public string? Add(ServerSession server, string ownId) => Add(new OpenRequest(server, ownId, null));

    /// <summary>Gives a request of ours an id, and what its answer completes.</summary>
    public (string? Id, Task<JsonNode?> Answer) Add(ServerSession server)
    {
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Add(new OpenRequest(server, null, answer)), answer.Task);
    }

    /// <summary>Takes the request that an answer of the client belongs to, once; null where there is none.</summary>
    public OpenRequest? Take(string id) => _open.TryRemove(id, out var request) ? request : null;

    /// <summary>Nothing will be answered any more.</summary>
    public void Abandon()
    {
        foreach (var id in _open.Keys)
        {
            Take(id)?.Answer?.TrySetCanceled();
        }
    }

    private string? Add(OpenRequest request)
    {
        var id = $"\"{Guid.CreateVersion7():N}\"";
        return _open.Count < MostOpen && _open.TryAdd(id, request) ? id : null;
    }
}
