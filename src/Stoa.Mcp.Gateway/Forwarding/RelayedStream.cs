using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>An event stream that is handed on.</summary>
internal sealed record RelayedStream
{
    /// <summary>The call that the stream answers; null for the stream of a session, which only listens.</summary>
    public ForwardedCall? Own { get; init; }

    /// <summary>The session's handle, or null outside sessions.</summary>
    public string? Session { get; init; }

    /// <summary>Who hears it; null where nobody is known, who is then told nothing that is not everybody's.</summary>
    public Audience? Audience { get; init; }

    /// <summary>Whether silence is a failure. Whoever only listens may wait for ever.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Asks the upstream for its lists again.</summary>
    public required Func<CancellationToken, Task> RefreshAsync { get; init; }

    /// <summary>Whether whoever asks the upstream for its lists also tells clients of their changes.</summary>
    public bool TellsListsItself { get; init; }

    /// <summary>Whether the acknowledgement of a subscription stays here, where somebody else has given one.</summary>
    public bool DropsAcknowledgement { get; init; }

    /// <summary>What goes before the ids of events, where several upstreams share a stream.</summary>
    public string EventIdPrefix { get; init; } = "";

    /// <summary>What becomes of names in the parameters of a notification that the server gave them, before it is filtered; null for nothing.</summary>
    public Action<JsonObject>? OnNotification { get; init; }

    /// <summary>What a request of the server to its client leaves as.</summary>
    public Func<UpstreamMessage, ReadOnlyMemory<byte>?> OnServerRequest { get; init; } = static request => request.Bytes;

    /// <summary>Whether the upstream gave its events ids, by which they can be asked for again.</summary>
    public bool IsResumable { get; set; }
}
