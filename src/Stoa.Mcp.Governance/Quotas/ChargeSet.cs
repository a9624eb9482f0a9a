using Stoa.Mcp.Governance.Quotas.Counters;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>
/// All counters of one call under their gates at once: what is seen here stays true until it is taken. Calls that share no counter
/// never wait for each other.
/// </summary>
internal readonly ref struct ChargeSet : IDisposable
{
    private readonly Span<QuotaCharge> _charges;

    private ChargeSet(Span<QuotaCharge> charges) => _charges = charges;

    /// <summary>Enters every gate, in the one order that all calls keep, which is what rules out a deadlock.</summary>
    public static ChargeSet Enter(Span<QuotaCharge> charges)
    {
        SortByOrder(charges);
        var entered = 0;
        try
        {
            for (; entered < charges.Length; entered++)
            {
                charges[entered].Counter.Gate.Enter();
            }
        }
        catch
        {
            new ChargeSet(charges[..entered]).Dispose();
            throw;
        }

        return new ChargeSet(charges);
    }

    /// <summary>Whether a counter left the table between being found and being entered.</summary>
    public bool AnyEvicted()
    {
        foreach (ref readonly var charge in _charges)
        {
            if (charge.Counter.Evicted)
            {
                return true;
            }
        }

        return false;
    }

    public bool AllHaveRoom(int cost, long now)
    {
        foreach (ref readonly var charge in _charges)
        {
            if (Concerns(charge, cost) && !charge.Counter.HasRoom(cost, now))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes from every counter and tells which rule is tightest then. A cost of 0 takes no units.</summary>
    public RuleReading Take(int cost, long now)
    {
        RuleReading tightest = default;
        foreach (ref var charge in _charges)
        {
            if (Concerns(charge, cost))
            {
                charge.Counter.Take(ref charge, cost, now);
            }

            var reading = new RuleReading(charge.Rule, charge.Counter.Read(cost, now));
            tightest = tightest.Rule is null || reading.IsTighterThan(tightest) ? reading : tightest;
        }

        return tightest;
    }

    /// <summary>How every counter without room stands.</summary>
    public List<RuleReading> ReadExhausted(int cost, long now)
    {
        var exhausted = new List<RuleReading>(_charges.Length);
        foreach (ref readonly var charge in _charges)
        {
            var reading = charge.Counter.Read(cost, now);
            if (Concerns(charge, cost) && reading.RetryUnits != 0)
            {
                exhausted.Add(new RuleReading(charge.Rule, reading));
            }
        }

        return exhausted;
    }

    /// <summary>Leaves every gate.</summary>
    public void Dispose()
    {
        for (var i = _charges.Length - 1; i >= 0; i--)
        {
            _charges[i].Counter.Gate.Exit();
        }
    }

    // A later round of a call that was charged, or a tool that costs nothing, must not fail for units it does not take.
    private static bool Concerns(in QuotaCharge charge, int cost) => cost > 0 || charge.Counter.CountsCalls;

    // Insertion: a call has a handful of rules, and no comparer is allocated.
    private static void SortByOrder(Span<QuotaCharge> charges)
    {
        for (var i = 1; i < charges.Length; i++)
        {
            for (var j = i; j > 0 && charges[j - 1].Counter.Order > charges[j].Counter.Order; j--)
            {
                (charges[j - 1], charges[j]) = (charges[j], charges[j - 1]);
            }
        }
    }
}
