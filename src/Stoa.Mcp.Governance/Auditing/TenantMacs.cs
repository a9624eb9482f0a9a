using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Keyed hashes with a key for each tenant: the HMAC-SHA-256 of the tenant's name under the trail's digest key. So equal arguments of two
/// tenants have nothing in common, and one tenant's key can be handed out to check its own records.
/// </summary>
internal sealed class TenantMacs(DigestKeyStore keys) : IDisposable
{
    private const int MostPerThread = 64;

    // A keyed hash costs more to set up than to compute, so each thread keeps its own.
    private readonly ThreadLocal<Dictionary<string, IncrementalHash>> _macs = new(() => new(StringComparer.Ordinal), trackAllValues: true);

    /// <summary>The calling thread's hash for a tenant, reset.</summary>
    /// <exception cref="AuditUnavailableException">The digest key cannot be read or made.</exception>
    public IncrementalHash Of(string tenant)
    {
        var macs = _macs.Value!;
        if (macs.TryGetValue(tenant, out var known))
        {
            return known;
        }

        if (macs.Count >= MostPerThread)
        {
            Clear(macs);
        }

        var key = HMACSHA256.HashData(keys.Key, Encoding.UTF8.GetBytes(tenant));
        return macs[tenant] = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
    }

    public void Dispose()
    {
        foreach (var macs in _macs.Values)
        {
            Clear(macs);
        }

        _macs.Dispose();
    }

    private static void Clear(Dictionary<string, IncrementalHash> macs)
    {
        foreach (var mac in macs.Values)
        {
            mac.Dispose();
        }

        macs.Clear();
    }
}
