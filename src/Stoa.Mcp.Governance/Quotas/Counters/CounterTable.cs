using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>The counters in use. One that is idle again is dropped by a sweep that calls do a little of as they pass.</summary>
internal sealed class CounterTable(QuotaOptions options, QuotaClock clock, ILogger logger)
{
    /// <summary>Small enough that the call which sweeps is not noticeably slower: some microseconds.</summary>
    private const int Batch = 256;

    /// <summary>When the table is full a longer look pays: what it finds is the difference between an answer and a denial.</summary>
    private const int BatchWhenFull = 4_096;

    private readonly ConcurrentDictionary<CounterKey, QuotaCounter> _counters = new();
    private readonly CounterCensus _census = new(options.MaxCounters, options.MaxCountersPerTenant);
    private readonly Lock _sweeping = new();
    private readonly long _pause = clock.Units(TimeSpan.FromMilliseconds(100));
    private readonly long _pauseWhenFull = clock.Units(TimeSpan.FromMilliseconds(10));
    private IEnumerator<KeyValuePair<CounterKey, QuotaCounter>>? _position;
    private long _nextSweep = clock.Now;
    private long _nextSweepWhenFull = clock.Now;

    public int Count => _census.Total;

    /// <summary>The counter, made if need be; null where <paramref name="room"/> says that none more may be held.</summary>
    public QuotaCounter? Find(AppliedRule rule, in QuotaRequest request, out CounterRoom room)
    {
        var key = CounterKey.For(rule, request);
        room = CounterRoom.Entered;
        return _counters.TryGetValue(key, out var counter) ? counter : Add(key, out room);
    }

    /// <summary>Continues the sweep, if the last stretch was a while ago and no other call is at it.</summary>
    public void SweepNowAndThen(long now) => SweepIfDue(now, ref _nextSweep, _pause, Batch);

    private QuotaCounter? Add(CounterKey key, out CounterRoom room)
    {
        room = _census.Enter(key.Tenant);
        if (room != CounterRoom.Entered)
        {
            SweepIfDue(clock.Now, ref _nextSweepWhenFull, _pauseWhenFull, BatchWhenFull);
            room = _census.Enter(key.Tenant);
            if (room != CounterRoom.Entered)
            {
                return null;
            }
        }

        var added = QuotaCounters.Create(key.Rule.Rule, clock);
        var held = _counters.GetOrAdd(key, added);
        if (held != added)
        {
            _census.Leave(key.Tenant);
        }

        return held;
    }

    private void SweepIfDue(long now, ref long due, long pause, int batch)
    {
        if (now < Volatile.Read(ref due) || !_sweeping.TryEnter())
        {
            return;
        }

        try
        {
            Volatile.Write(ref due, now + pause);
            Sweep(batch);
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    private void Sweep(int atMost)
    {
        var before = _census.Total;
        for (var looked = 0; looked < atMost; looked++)
        {
            _position ??= _counters.GetEnumerator();
            if (!_position.MoveNext())
            {
                // The end ends this stretch, too: a short table is not gone through again and again.
                _position = null;
                break;
            }

            EvictIfIdle(_position.Current);
        }

        if (logger.IsEnabled(LogLevel.Debug) && _census.Total < before)
        {
            Log.CountersEvicted(logger, before - _census.Total, _census.Total);
        }
    }

    private void EvictIfIdle(KeyValuePair<CounterKey, QuotaCounter> entry)
    {
        lock (entry.Value.Gate)
        {
            if (!entry.Value.IsIdle(clock.Now))
            {
                return;
            }

            // Under the gate, so that a call which found this counter before sees the mark and looks it up again.
            entry.Value.Evicted = true;
            _counters.TryRemove(entry);
        }

        _census.Leave(entry.Key.Tenant);
    }
}
