using System.Collections.Concurrent;
using System.Text.Json;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The sessions of an edge. In memory: after a restart clients begin new ones, as the protocol has it.</summary>
internal sealed class EdgeSessions : IAsyncDisposable
{
    private const int MostSessions = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, EdgeSession> _sessions = new(StringComparer.Ordinal);
    private readonly SessionHandles _handles;
    private readonly ITimer _sweep;

    public EdgeSessions(SessionHandles handles, TimeProvider time)
    {
        _handles = handles;
        _sweep = time.CreateTimer(static sessions => _ = ((EdgeSessions)sessions!).SweepAsync(), this, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>All sessions there are.</summary>
    public IEnumerable<EdgeSession> All => _sessions.Values;

    /// <summary>Begins a session for the caller of an <c>initialize</c>; null where there are too many.</summary>
    public EdgeSession? Begin(GovernedCall call, EdgeView view, JsonElement initialize)
    {
        if (_sessions.Count >= MostSessions)
        {
            return null;
        }

        var id = Guid.CreateVersion7().ToString("N");
        var owner = new SessionOwner(call);
        var session = new EdgeSession(_handles.Bind(call.Caller!, call.Tenant!, id), new Audience(owner, owner.Lists, view), initialize);
        _sessions[session.Handle] = session;
        return session;
    }

    /// <summary>The session that a call names. False where it names one that is not there, or not the caller's; the answer to both is one.</summary>
    public bool TryFind(GovernedCall call, out EdgeSession? session)
    {
        session = null;
        if (call.Transport.SessionId is not { Length: > 0 } handle || McpVersions.IsModern(call.Transport.ProtocolVersion))
        {
            return true;
        }

        if (!_handles.TryUnbind(call.Caller!, call.Tenant!, handle, out _) || !_sessions.TryGetValue(handle, out session))
        {
            return false;
        }

        session.Touch();
        return true;
    }

    /// <summary>Ends a session, and those begun with servers for it.</summary>
    public async ValueTask EndAsync(EdgeSession session)
    {
        if (_sessions.TryRemove(new(session.Handle, session)))
        {
            await session.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await Task.WhenAll(_sessions.Values.Select(session => EndAsync(session).AsTask()));
    }

    private async Task SweepAsync()
    {
        foreach (var session in _sessions.Values.Where(session => session.Idle > Patience))
        {
            await EndAsync(session);
        }
    }
}
