using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>A client's session with one server behind an edge: over Streamable HTTP as the client would have it itself, else by the SDK's client.</summary>
internal sealed class ServerSession(McpEdgeServer server) : IAsyncDisposable
{
    /// <summary>The server.</summary>
    public McpEdgeServer Server => server;

    /// <summary>The server's own session id, where messages are forwarded as they are; null where the server has no sessions.</summary>
    public string? SessionId { get; init; }

    /// <summary>The revision agreed on with the server.</summary>
    public string? Version { get; init; }

    /// <summary>The SDK's connection, where messages are not forwarded as they are.</summary>
    public UpstreamConnection? Client { get; init; }

    /// <summary>Whether messages are forwarded as they are.</summary>
    public bool IsForwarded => Client is null;

    /// <summary>Whether the server does not know the session any more.</summary>
    public bool IsGone { get; set; }

    /// <summary>Tells the server that the session has ended, if it can be told.</summary>
    public required Func<ValueTask> EndAsync { get; init; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (Client is not null)
        {
            await Client.DisposeAsync();
        }
    }
}
