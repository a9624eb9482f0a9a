using System.Text.Json.Nodes;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>A request to a client that waits for its answer.</summary>
/// <param name="Server">Who asked.</param>
/// <param name="OwnId">The server's own id, as JSON text, where the request was forwarded.</param>
/// <param name="Answer">Completed with the whole answer, where the gateway itself asks for a server.</param>
internal sealed record OpenRequest(ServerSession Server, string? OwnId, TaskCompletionSource<JsonNode?>? Answer);
