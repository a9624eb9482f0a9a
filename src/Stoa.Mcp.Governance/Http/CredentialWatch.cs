using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Pipeline;
using RevocationLog = Stoa.Mcp.Governance.Authentication.Revocation.Log;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Ends what is open with the credential it was opened by: every governed request is held here while it is answered. Revocations, keys and,
/// for event streams that stay open for hours, expiry are looked at every second, revocations when they change as well.
/// </summary>
internal sealed class CredentialWatch(CredentialStatus credentials, TimeProvider clock, ILogger<CredentialStatus> logger) : IHostedService, IDisposable
{
    /// <summary>Time between looks. With a store's patience, everything that is over ends within 5 seconds.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int LooksAtOnce = 16;

    private readonly ConcurrentDictionary<WatchedRequest, bool> _open = new();
    private IDisposable? _changes;
    private ITimer? _timer;

    /// <summary>Requests that are open.</summary>
    public int Count => _open.Count;

    /// <summary>Watches a request whose caller was let in until the result is disposed of.</summary>
    public WatchedRequest Hold(HttpContext context, GovernedCall call)
    {
        var request = new WatchedRequest(context, call.Caller!, listens: call.Operation is "session/stream" or "subscriptions/listen", this);
        _open.TryAdd(request, true);
        return request;
    }

    /// <summary>The request is over.</summary>
    public void Release(WatchedRequest request) => _open.TryRemove(request, out _);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _changes = ChangeToken.OnChange(credentials.Revocations.GetChangeToken, EndExpiredAndRevoked);
        _timer = clock.CreateTimer(static state => _ = ((CredentialWatch)state!).LookAsync(), this, Interval, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _changes?.Dispose();
        _timer?.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            EndExpiredAndRevoked();
            await EndKeysAsync();
        }
        finally
        {
            _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    // A call that is under way when its credential expires was begun in time; what only listens would go on for hours.
    private void EndExpiredAndRevoked() =>
        End(request => credentials.IsRevoked(request.Caller) || (request.Listens && credentials.HasExpired(request.Caller)));

    private async Task EndKeysAsync()
    {
        var keys = _open.Select(entry => entry.Key.Caller)
            .Where(caller => caller is { Scheme: CallerSchemes.ApiKey, CredentialId: not null })
            .Select(caller => caller.CredentialId!)
            .ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return;
        }

        var ended = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce }, async (key, _) =>
        {
            if (await credentials.HasKeyEndedAsync(key))
            {
                ended[key] = true;
            }
        });
        End(request => request.Caller is { Scheme: CallerSchemes.ApiKey, CredentialId: { } key } && ended.ContainsKey(key));
    }

    private void End(Func<WatchedRequest, bool> isOver)
    {
        var count = _open.Count(entry => isOver(entry.Key) && entry.Key.End());
        if (count > 0)
        {
            RevocationLog.RequestsEnded(logger, count);
        }
    }
}
