using System.Collections.Concurrent;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>What the owner of a connection or session last knew of each list, by the digest of it, for each of its subscriptions.</summary>
internal sealed class SeenLists
{
    private const int Capacity = 1000;

    private readonly ConcurrentDictionary<(string Method, string Subscription), string> _digests = new();

    /// <summary>Keeps the digest. True where the one before was another, or there was none.</summary>
    public bool Replace(string method, string subscription, string digest)
    {
        if (_digests.Count >= Capacity)
        {
            // What is forgotten counts as changed: one notification too many.
            _digests.Clear();
        }

        var changed = true;
        _digests.AddOrUpdate(
            (method, subscription),
            digest,
            (_, before) =>
            {
                changed = before != digest;
                return digest;
            });
        return changed;
    }
}
