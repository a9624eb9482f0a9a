using System.Collections.Concurrent;
using System.Text.Json;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>
/// A session of a client with an edge (revisions before 2026-07-28), and the sessions with the servers behind it, each begun when it is first
/// needed. Everything that servers ask of the client, or tell it, goes through here under ids of the session's own.
/// </summary>
/// <param name="handle">The session's handle, as the client has it.</param>
/// <param name="audience">Who the client is.</param>
/// <param name="initialize">The <c>params</c> of the client's <c>initialize</c>.</param>
internal sealed class EdgeSession(string handle, Audience audience, JsonElement initialize) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ServerSession>>> _servers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EventWriter> _streams = new(StringComparer.Ordinal);
    private long _lastUsed = Environment.TickCount64;

    /// <summary>The session's handle.</summary>
    public string Handle => handle;

    /// <summary>Who the client is.</summary>
    public Audience Audience => audience;

    /// <summary>What the client said of itself, for the servers behind.</summary>
    public JsonElement Initialize => initialize;

    /// <summary>What servers have asked the client and it has not answered.</summary>
    public ClientRequests Requests { get; } = new();

    /// <summary>Calls under way, by the client's id for them.</summary>
    public ConcurrentDictionary<string, RunningRoute> Running { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends with the session.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>How long nobody has used it.</summary>
    public TimeSpan Idle => _streams.IsEmpty && Running.IsEmpty ? TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastUsed)) : TimeSpan.Zero;

    /// <summary>The sessions that have been begun with servers.</summary>
    public IEnumerable<ServerSession> Begun => _servers.Values
        .Where(session => session is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        .Select(session => session.Value.Result);

    /// <summary>Called with each session that is begun with a server while the client listens.</summary>
    public event Action<ServerSession>? ServerBegun;

    /// <summary>Notes that somebody uses it.</summary>
    public void Touch() => Volatile.Write(ref _lastUsed, Environment.TickCount64);

    /// <summary>The session with a server, begun if there is none. One that failed is begun anew.</summary>
    public async Task<ServerSession> WithAsync(McpEdgeServer server, Func<Task<ServerSession>> begin)
    {
        var session = _servers.GetOrAdd(server.Name, _ => new Lazy<Task<ServerSession>>(() => BeginAsync(begin)));
        try
        {
            var begun = await session.Value;
            if (ReferenceEquals(begun.Server, server) && !begun.IsGone)
            {
                return begun;
            }

            _servers.TryRemove(new(server.Name, session));
            return await WithAsync(server, begin);
        }
        catch
        {
            _servers.TryRemove(new(server.Name, session));
            throw;
        }
    }

    /// <summary>A stream to the client is open until what is returned is disposed.</summary>
    public StreamLease Open(string key, EventWriter stream)
    {
        _streams[key] = stream;
        return new StreamLease(() =>
        {
            _streams.TryRemove(new(key, stream));
            Touch();
        });
    }

    /// <summary>Sends the client a message: on the stream that it listens on, else on that of a call under way. False where none is open.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message)
    {
        var stream = _streams.GetValueOrDefault(StreamLease.Listening) ?? _streams.Values.FirstOrDefault();
        if (stream is null)
        {
            return false;
        }

        await stream.WriteAsync(message, null, null);
        return true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Ending.CancelAsync();
        Requests.Abandon();
        foreach (var session in Begun)
        {
            await session.DisposeAsync();
        }
    }

    private async Task<ServerSession> BeginAsync(Func<Task<ServerSession>> begin)
    {
        var session = await begin();
        ServerBegun?.Invoke(session);
        return session;
    }
}
