using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Tells the operator why credentials are refused, for each source at most once in <see cref="Interval"/> and with how many it kept back, so that a flood of refusals
/// does not fill the log. The trail has every one.
/// </summary>
internal sealed class RefusalNotices(TimeProvider clock, ILogger<RefusalNotices> logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Sources told apart; beyond them all others are one.</summary>
    public const int MostSources = 1000;

    private static readonly IPAddress Others = IPAddress.None;

    private readonly ConcurrentDictionary<IPAddress, Source> _sources = new();
    private long _cleared = clock.GetTimestamp();

    public void Tell(IPAddress? peer, GovernanceDecision denial)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        Clear();
        var address = peer ?? Others;
        if (!_sources.TryGetValue(address, out var source))
        {
            // Counting locks all there is, so only who is new is counted.
            source = _sources.GetOrAdd(_sources.Count >= MostSources ? Others : address, _ => new Source());
        }

        if (source.TryTake(clock, out var kept))
        {
            var reason = string.Join(' ', denial.Reasons);
            Log.CredentialRefused(logger, reason, address, kept);
        }
    }

    // Now and then all are forgotten, and with them how many refusals were kept back: a source that came once would stay for good.
    private void Clear()
    {
        var last = Volatile.Read(ref _cleared);
        if (clock.GetElapsedTime(last) > TimeSpan.FromMinutes(10) && Interlocked.CompareExchange(ref _cleared, clock.GetTimestamp(), last) == last)
        {
            _sources.Clear();
        }
    }

    private sealed class Source
    {
        private readonly Lock _gate = new();
        private long? _told;
        private int _kept;

        public bool TryTake(TimeProvider clock, out int kept)
        {
            lock (_gate)
            {
                kept = _kept;
                if (_told is { } told && clock.GetElapsedTime(told) < Interval)
                {
                    _kept++;
                    return false;
                }

                (_told, _kept) = (clock.GetTimestamp(), 0);
                return true;
            }
        }
    }
}
