namespace Stoa.Mcp.Governance.Mcp;

/// <summary>What the owner of a connection or session last knew of each list, by the digest of it, for each of its subscriptions.</summary>
internal sealed class SeenLists
{
    private const int Capacity = 1000;

    // Most owners never hear of a list: they have a dictionary that has allocated nothing yet.
    private readonly Dictionary<(string Method, string Subscription), string> _digests = [];

    /// <summary>Keeps the digest. True where the one before was another, or there was none.</summary>
    public bool Replace(string method, string subscription, string digest)
    {
        lock (_digests)
        {
            if (_digests.Count >= Capacity)
            {
                // What is forgotten counts as changed: one notification too many.
                _digests.Clear();
            }

            var changed = !_digests.TryGetValue((method, subscription), out var before) || before != digest;
            _digests[(method, subscription)] = digest;
            return changed;
        }
    }
}
