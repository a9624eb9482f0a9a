namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>
/// Keeps the number of counters within its bounds, overall and for each tenant. Its lock is taken when a counter comes or goes, never
/// by a call whose counters exist.
/// </summary>
internal sealed class CounterCensus(int max, int maxPerTenant)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byTenant = new(StringComparer.Ordinal);
    private int _total;

    public int Total => Volatile.Read(ref _total);

    public CounterRoom Enter(string tenant)
    {
        lock (_gate)
        {
            var own = _byTenant.GetValueOrDefault(tenant);
            if (own >= maxPerTenant)
            {
                return CounterRoom.TenantFull;
            }

            if (_total >= max)
            {
                return CounterRoom.Full;
            }

            _byTenant[tenant] = own + 1;
            _total++;
            return CounterRoom.Entered;
        }
    }

    public void Leave(string tenant)
    {
        lock (_gate)
        {
            _total--;
            var left = _byTenant[tenant] - 1;
            if (left == 0)
            {
                _byTenant.Remove(tenant);
            }
            else
            {
                _byTenant[tenant] = left;
            }
        }
    }
}
