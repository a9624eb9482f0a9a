using System.Diagnostics;
using System.Threading.RateLimiting;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>At most <c>limit</c> calls at the same time. A call holds one permit until it ends, whatever it costs.</summary>
internal sealed class ConcurrencyQuota(QuotaRule rule, QuotaClock clock) : QuotaCounter(clock)
{
    private readonly int _limit = checked((int)rule.Limit);

    /// <summary>Nobody can know when a call in flight ends; a second is soon enough to ask again and seldom enough not to hammer.</summary>
    private readonly long _askAgain = clock.Units(TimeSpan.FromSeconds(1));

    private readonly ConcurrencyLimiter _permits = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = checked((int)rule.Limit),
        QueueLimit = 0,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public override bool CountsCalls => true;

    public override bool HasRoom(int cost, long now) => Available > 0;

    public override void Take(ref QuotaCharge charge, int cost, long now)
    {
        // Permits come back without the gate, but are taken only under it: the one that was seen is still there.
        charge.Permit = _permits.AttemptAcquire();
        if (!charge.Permit.IsAcquired)
        {
            throw new UnreachableException("A concurrency permit that was available under the gate is gone.");
        }
    }

    public override void GiveBack(in QuotaCharge charge, int cost, long now) => charge.Permit?.Dispose();

    public override QuotaReading Read(int cost, long now)
    {
        var available = Available;
        return new QuotaReading(_limit, available, available == _limit ? 0 : _askAgain, available > 0 ? 0 : _askAgain);
    }

    public override bool IsIdle(long now) => Available == _limit;

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _permits.Dispose();
        base.Dispose(disposing);
    }

    private long Available => _permits.GetStatistics()!.CurrentAvailablePermits;
}
