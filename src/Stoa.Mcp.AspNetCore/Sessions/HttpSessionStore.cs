using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace ModelContextProtocol.AspNetCore.Sessions;

/// <summary>The open sessions of this process.</summary>
internal sealed class HttpSessionStore(IOptions<HttpServerTransportOptions> options)
{
    private readonly ConcurrentDictionary<string, HttpSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>The caller's own session. Somebody else's is as unknown as one that never was.</summary>
    public HttpSession? Find(string id, ClaimsPrincipal user) =>
        _sessions.TryGetValue(id, out var session) && session.Owner == SessionOwner.Of(user) ? session : null;

    /// <summary>Adds a session, closing the one idle for longest where there are too many.</summary>
    public async ValueTask AddAsync(HttpSession session)
    {
        if (_sessions.Count >= options.Value.MaxIdleSessionCount)
        {
            var longestIdle = _sessions.Values.Where(one => one.Idle() is not null).MaxBy(one => one.Idle());
            await (longestIdle is null ? Task.CompletedTask : RemoveAsync(longestIdle));
        }

        _sessions[session.Id] = session;
    }

    public Task RemoveAsync(HttpSession session) =>
        _sessions.TryRemove(session.Id, out _) ? session.DisposeAsync().AsTask() : Task.CompletedTask;

    public Task CloseIdleAsync()
    {
        var limit = options.Value.IdleTimeout;
        return limit == Timeout.InfiniteTimeSpan
            ? Task.CompletedTask
            : Task.WhenAll(_sessions.Values.Where(session => session.Idle() > limit).Select(RemoveAsync));
    }

    public Task CloseAllAsync() => Task.WhenAll(_sessions.Values.Select(RemoveAsync));
}
