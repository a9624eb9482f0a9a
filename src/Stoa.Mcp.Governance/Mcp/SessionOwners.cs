using System.Collections.Concurrent;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Who opened each session of the older revisions. A session id authenticates nobody: every message is decided anew, and
/// a session opened by somebody else is as unknown as one that never was. Bounded; the longest unused is forgotten first.
/// </summary>
internal sealed class SessionOwners
{
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<string, Entry> _owners = new(StringComparer.Ordinal);
    private long _clock;

    /// <summary>Whether the session is known to belong to somebody else.</summary>
    public bool IsForeign(string sessionId, GovernedCall call) =>
        Find(sessionId) is { } owner && !owner.Is(call.Caller!, call.Tenant!);

    /// <summary>The owner, or null where the session is unknown here.</summary>
    public SessionOwner? Find(string sessionId)
    {
        if (!_owners.TryGetValue(sessionId, out var entry))
        {
            return null;
        }

        entry.LastUsed = Interlocked.Increment(ref _clock);
        return entry.Owner;
    }

    /// <summary>Binds a session to the caller of its first message. False where it belongs to somebody else.</summary>
    public bool TryClaim(string sessionId, GovernedCall call)
    {
        if (Find(sessionId) is { } known)
        {
            return known.Is(call.Caller!, call.Tenant!);
        }

        var entry = new Entry(new SessionOwner(call)) { LastUsed = Interlocked.Increment(ref _clock) };
        var winner = _owners.GetOrAdd(sessionId, entry);
        Trim();
        return winner == entry || winner.Owner.Is(call.Caller!, call.Tenant!);
    }

    /// <summary>Forgets an ended session.</summary>
    public void Forget(string sessionId) => _owners.TryRemove(sessionId, out _);

    private void Trim()
    {
        if (_owners.Count <= Capacity)
        {
            return;
        }

        foreach (var (id, _) in _owners.OrderBy(pair => pair.Value.LastUsed).Take(Capacity / 10))
        {
            Forget(id);
        }
    }

    private sealed class Entry(SessionOwner owner)
    {
        public SessionOwner Owner { get; } = owner;

        public long LastUsed { get; set; }
    }
}
