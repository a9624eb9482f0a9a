using System.Collections.Concurrent;

namespace Stoa.Mcp.Governance.Diagnostics;

/// <summary>
/// Lets a notice through at most once in <see cref="Interval"/> for each key, and counts what it keeps back: what happens at every call, for as long as something is
/// down or somebody insists, does not fill the log.
/// </summary>
/// <param name="clock">Tells how long ago the last notice was.</param>
/// <param name="most">Keys told apart; beyond them all others are one.</param>
/// <param name="others">The key of all others.</param>
internal sealed class NoticeLimiter<TKey>(TimeProvider clock, int most, TKey others)
    where TKey : notnull
{
    /// <summary>The least time between two notices.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TKey, Kind> _kinds = new();
    private long _cleared = clock.GetTimestamp();

    /// <summary>Whether the notice may be given.</summary>
    /// <param name="key">What it is about.</param>
    /// <param name="keptBack">How many were kept back since the last one.</param>
    public bool TryTake(TKey key, out int keptBack)
    {
        Clear();
        if (!_kinds.TryGetValue(key, out var kind))
        {
            // Counting locks all there is, so only who is new is counted.
            kind = _kinds.GetOrAdd(_kinds.Count >= most ? others : key, static _ => new Kind());
        }

        return kind.TryTake(clock, out keptBack);
    }

    // Now and then all are forgotten, and with them how many notices were kept back: a key that came once would stay for good.
    private void Clear()
    {
        var last = Volatile.Read(ref _cleared);
        if (clock.GetElapsedTime(last) > TimeSpan.FromMinutes(10) && Interlocked.CompareExchange(ref _cleared, clock.GetTimestamp(), last) == last)
        {
            _kinds.Clear();
        }
    }

    private sealed class Kind
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
