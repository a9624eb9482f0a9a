using System.Threading.RateLimiting;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>
/// One count. The limiters of .NET decide and take in one step, take no <see cref="TimeProvider"/> and, chained, keep what they took
/// when a later one refuses; a call here may have several counts, so looking and taking are two steps under a lock that the caller holds.
/// </summary>
/// <remarks>Every member named below <see cref="Gate"/> is called with the gate held.</remarks>
internal abstract class QuotaCounter(QuotaClock clock) : RateLimiter
{
    private static long _lastOrder;

    /// <summary>The place of <see cref="Gate"/> when several are taken: always in ascending order, so that no two calls wait for each other.</summary>
    public long Order { get; } = Interlocked.Increment(ref _lastOrder);

    /// <inheritdoc />
    /// <remarks>The table of counters has an eviction of its own.</remarks>
    public sealed override TimeSpan? IdleDuration => null;

    public Lock Gate { get; } = new();

    /// <summary>Set once, when the counter leaves the table: whoever finds it set looks up the counter again.</summary>
    public bool Evicted { get; set; }

    /// <summary>Whether it counts calls in flight, and so every call whatever its cost. The others leave a call that costs nothing alone.</summary>
    public virtual bool CountsCalls => false;

    /// <summary>Whether <paramref name="cost"/> units are left; for a cost of 0, whether any is.</summary>
    public abstract bool HasRoom(int cost, long now);

    /// <summary>Takes at least 1 unit, for which there is room.</summary>
    public abstract void Take(ref QuotaCharge charge, int cost, long now);

    /// <summary>Undoes a charge, as far as its units have not come back by themselves.</summary>
    public abstract void GiveBack(in QuotaCharge charge, int cost, long now);

    public abstract QuotaReading Read(int cost, long now);

    /// <summary>Whether this counter differs in nothing from a new one.</summary>
    public abstract bool IsIdle(long now);

    /// <inheritdoc />
    public sealed override RateLimiterStatistics? GetStatistics() => null;

    /// <inheritdoc />
    protected sealed override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (Gate)
        {
            var now = clock.Now;
            var charge = new QuotaCharge { Counter = this };
            if (!HasRoom(permitCount, now))
            {
                return new CounterLease(charge, clock.Span(Read(permitCount, now).RetryUnits));
            }

            if (permitCount > 0)
            {
                Take(ref charge, permitCount, now);
            }

            return new CounterLease(charge, retryAfter: null);
        }
    }

    /// <inheritdoc />
    /// <remarks>There is no queue: a refusal now tells the caller when to come again.</remarks>
    protected sealed override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(permitCount));
}
