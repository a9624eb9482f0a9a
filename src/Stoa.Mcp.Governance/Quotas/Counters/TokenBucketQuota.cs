using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>
/// Units come back evenly, <c>limit</c> per <c>window</c>; up to <c>burst</c> can be saved up. Kept as the backlog: the units that are
/// out and flow back at that rate.
/// </summary>
internal sealed class TokenBucketQuota : QuotaCounter
{
    private readonly long _capacity;
    private readonly double _unitsPerTick;

    /// <summary>Rounding must not refuse a unit that is there. It does not add up: the backlog never exceeds the capacity by more.</summary>
    private readonly double _tolerance;

    private readonly BacklogLows _lows = new();
    private double _backlog;
    private double _flowedBack;
    private long _lastSeen;
    private long _charges;

    public TokenBucketQuota(QuotaRule rule, QuotaClock clock)
        : base(clock)
    {
        _capacity = rule.Burst ?? rule.Limit;
        _unitsPerTick = rule.Limit / (double)clock.Units(rule.Window);
        _tolerance = 1e-6 + (_capacity * 1e-15);
        _lastSeen = clock.Now;
    }

    public override bool HasRoom(int cost, long now)
    {
        Refill(now);
        return Math.Max(cost, 1) <= _capacity - _backlog + _tolerance;
    }

    public override void Take(ref QuotaCharge charge, int cost, long now)
    {
        Refill(now);
        charge.Ticket = ++_charges;
        charge.Mark = _flowedBack;
        _lows.Add(charge.Ticket, _backlog);
        _backlog += cost;
    }

    public override void GiveBack(in QuotaCharge charge, int cost, long now)
    {
        // Had the call never been made, the backlog would be smaller by its cost, but never below empty at any time since. So the lowest
        // backlog since then is the most that can be returned without letting more pass than burst and rate allow. What has not flowed
        // back since is always part of it; that bound is exact where time hardly passed and the lows are coarse.
        Refill(now);
        var stillOut = cost - (_flowedBack - charge.Mark);
        var returned = Math.Min(_backlog, Math.Max(stillOut, Math.Min(cost, _lows.LowestSince(charge.Ticket))));
        _backlog -= returned;
        _lows.Lower(charge.Ticket, returned, _backlog);
    }

    public override QuotaReading Read(int cost, long now)
    {
        Refill(now);
        var left = _capacity - _backlog;
        var whole = Math.Clamp((long)Math.Floor(left + _tolerance), 0, _capacity);
        var wanted = Math.Max(cost, 1);
        return new QuotaReading(
            _capacity,
            whole,
            whole == _capacity ? 0 : TicksFor(whole + 1 - left),
            wanted > _capacity ? QuotaReading.Never : wanted <= left + _tolerance ? 0 : TicksFor(wanted - left));
    }

    public override bool IsIdle(long now)
    {
        Refill(now);
        return _backlog == 0;
    }

    private long TicksFor(double units) => Math.Max(1, (long)Math.Ceiling(units / _unitsPerTick));

    private void Refill(long now)
    {
        if (now > _lastSeen)
        {
            var back = Math.Min(_backlog, (now - _lastSeen) * _unitsPerTick);
            _backlog -= back;
            _flowedBack += back;
            _lastSeen = now;
        }
    }
}
