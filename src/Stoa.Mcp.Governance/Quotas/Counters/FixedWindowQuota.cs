using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>At most <c>limit</c> units in a window, and all of them back at its end.</summary>
/// <remarks>
/// A window opens with the first charge after the last one closed; it is not aligned to the wall clock. So no clock change moves it,
/// a count that was dropped while unused starts over exactly as the one that was kept, and not all tenants come back in the same second.
/// </remarks>
internal sealed class FixedWindowQuota(QuotaRule rule, QuotaClock clock) : QuotaCounter(clock)
{
    private readonly long _limit = rule.Limit;
    private readonly long _length = clock.Units(rule.Window);
    private long _opened;
    private long _window;
    private long _used;

    public override bool HasRoom(int cost, long now)
    {
        Close(now);
        return Math.Max(cost, 1) <= _limit - _used;
    }

    public override void Take(ref QuotaCharge charge, int cost, long now)
    {
        Close(now);
        if (_used == 0)
        {
            _opened = now;
            _window++;
        }

        _used += cost;
        charge.Ticket = _window;
    }

    public override void GiveBack(in QuotaCharge charge, int cost, long now)
    {
        Close(now);
        if (_used > 0 && charge.Ticket == _window)
        {
            _used -= cost;
        }
    }

    public override QuotaReading Read(int cost, long now)
    {
        Close(now);
        var untilEnd = _used == 0 ? 0 : _opened + _length - now;
        var retry = cost > _limit ? QuotaReading.Never : Math.Max(cost, 1) <= _limit - _used ? 0 : untilEnd;
        return new QuotaReading(_limit, _limit - _used, untilEnd, retry);
    }

    public override bool IsIdle(long now)
    {
        Close(now);
        return _used == 0;
    }

    private void Close(long now)
    {
        if (_used > 0 && now - _opened >= _length)
        {
            _used = 0;
        }
    }
}
