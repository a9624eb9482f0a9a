namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>
/// The series that are followed, at most so many. For a new one an old one goes: the least recent of its own tenant where that has more than
/// an equal share of all, so that one tenant's agents cannot make others' be forgotten; else the least recent of all.
/// </summary>
internal sealed class SeriesTable(int most)
{
    private readonly Dictionary<SeriesKey, Place> _places = [];
    private readonly Dictionary<string, LinkedList<CallSeries>> _tenants = new(StringComparer.Ordinal);
    private readonly LinkedList<CallSeries> _recent = new();

    public int Count => _places.Count;

    /// <summary>The most recent first.</summary>
    public IEnumerable<CallSeries> All => _recent;

    /// <summary>The series, which is then the most recent; null where there is none.</summary>
    public CallSeries? Find(in SeriesKey key)
    {
        if (!_places.TryGetValue(key, out var place))
        {
            return null;
        }

        ToFront(place.OfAll);
        ToFront(place.OfTenant);
        return place.OfAll.Value;
    }

    /// <summary>Adds one; gives the one that had to go for it, or null.</summary>
    public CallSeries? Add(CallSeries series)
    {
        var gone = Count < most ? null : LeastRecent(series.Key.Tenant);
        if (gone is not null)
        {
            Remove(gone);
        }

        if (!_tenants.TryGetValue(series.Key.Tenant, out var ofTenant))
        {
            _tenants.Add(series.Key.Tenant, ofTenant = new LinkedList<CallSeries>());
        }

        _places.Add(series.Key, new Place(_recent.AddFirst(series), ofTenant.AddFirst(series)));
        return gone;
    }

    private CallSeries LeastRecent(string tenant) =>
        _tenants.TryGetValue(tenant, out var own) && own.Count > most / _tenants.Count ? own.Last!.Value : _recent.Last!.Value;

    private void Remove(CallSeries series)
    {
        _places.Remove(series.Key, out var place);
        _recent.Remove(place.OfAll);
        var ofTenant = place.OfTenant.List!;
        ofTenant.Remove(place.OfTenant);
        if (ofTenant.Count == 0)
        {
            _tenants.Remove(series.Key.Tenant);
        }
    }

    private static void ToFront(LinkedListNode<CallSeries> node)
    {
        var list = node.List!;
        if (list.First != node)
        {
            list.Remove(node);
            list.AddFirst(node);
        }
    }

    private readonly record struct Place(LinkedListNode<CallSeries> OfAll, LinkedListNode<CallSeries> OfTenant);
}
