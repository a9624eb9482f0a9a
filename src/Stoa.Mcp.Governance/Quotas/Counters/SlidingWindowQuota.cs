using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>
/// At most <c>limit</c> units in any stretch of one window. Up to a limit of 64 every unit comes back exactly one window after it was
/// taken; above, charges of the same 1/64 of a window share a slot and come back together with the last of them. That is late by at
/// most 1/64 of a window, and never early.
/// </summary>
internal sealed class SlidingWindowQuota(QuotaRule rule, QuotaClock clock) : QuotaCounter(clock)
{
    private const int Parts = 64;

    private readonly long _limit = rule.Limit;
    private readonly long _length = clock.Units(rule.Window);
    private readonly ChargeLog _log = new();

    public override bool HasRoom(int cost, long now)
    {
        _log.DropThrough(now - _length);
        return Math.Max(cost, 1) <= _limit - _log.Units;
    }

    public override void Take(ref QuotaCharge charge, int cost, long now)
    {
        _log.DropThrough(now - _length);
        charge.Ticket = _log.Add(now, cost, _limit > Parts ? _length / Parts : 0);
    }

    public override void GiveBack(in QuotaCharge charge, int cost, long now)
    {
        _log.DropThrough(now - _length);
        _log.Remove(charge.Ticket, cost);
    }

    public override QuotaReading Read(int cost, long now)
    {
        _log.DropThrough(now - _length);
        var left = _limit - _log.Units;
        return new QuotaReading(_limit, left, left == _limit ? 0 : UntilBack(1, now), Retry(Math.Max(cost, 1), left, now));
    }

    public override bool IsIdle(long now)
    {
        _log.DropThrough(now - _length);
        return _log.Units == 0;
    }

    private long Retry(long wanted, long left, long now) =>
        wanted > _limit ? QuotaReading.Never : wanted <= left ? 0 : UntilBack(wanted - left, now);

    private long UntilBack(long units, long now) => _log.TimeOf(units) + _length - now;
}
