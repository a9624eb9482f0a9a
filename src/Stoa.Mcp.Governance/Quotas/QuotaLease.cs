using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas.Counters;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>What a call took from the counters in memory.</summary>
internal sealed class QuotaLease(QuotaCharge[] charges, int cost, RuleReading tightest, QuotaClock clock) : IQuotaLease
{
    private const int Held = 0, Completed = 1, GivenBack = 2;

    private int _state = Held;
    private QuotaState? _tightest;

    /// <inheritdoc />
    public QuotaState? State => _tightest ??= tightest.ToState(clock);

    /// <inheritdoc />
    public int Charged => Volatile.Read(ref _state) == GivenBack ? 0 : cost;

    /// <inheritdoc />
    public void Complete()
    {
        if (Interlocked.CompareExchange(ref _state, Completed, Held) == Held)
        {
            foreach (ref readonly var charge in charges.AsSpan())
            {
                charge.Permit?.Dispose();
            }
        }
    }

    /// <inheritdoc />
    public void GiveBack()
    {
        if (Interlocked.CompareExchange(ref _state, GivenBack, Held) != Held)
        {
            return;
        }

        foreach (ref readonly var charge in charges.AsSpan())
        {
            lock (charge.Counter.Gate)
            {
                if (cost > 0 || charge.Counter.CountsCalls)
                {
                    charge.Counter.GiveBack(charge, cost, clock.Now);
                }
            }
        }
    }
}
