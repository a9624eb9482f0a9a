using System.Collections.Concurrent;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>
/// Remembers verdicts in two generations: when the young one is full it becomes the old one, and what was old is dropped. A hit takes no lock.
/// </summary>
internal sealed class CertificateVerdicts(int capacity)
{
    private readonly int _generationSize = (capacity + 1) / 2;
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<CertificateHash, CertificateVerdict> _young = new();
    private volatile ConcurrentDictionary<CertificateHash, CertificateVerdict> _old = new();
    private int _added;

    /// <summary>The verdict, where it still holds.</summary>
    public CertificateVerdict? Find(CertificateHash hash, DateTimeOffset now)
    {
        if (!_young.TryGetValue(hash, out var verdict) && _old.TryRemove(hash, out verdict))
        {
            Add(hash, verdict);
        }

        return verdict is not null && now < verdict.Until ? verdict : null;
    }

    public void Add(CertificateHash hash, CertificateVerdict verdict)
    {
        if (capacity == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (++_added > _generationSize)
            {
                (_old, _young, _added) = (_young, new(), 1);
            }

            _young[hash] = verdict;
        }
    }
}
