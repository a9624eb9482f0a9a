using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas.Counters;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>Counts in memory: the quotas of one instance, lost when it ends.</summary>
internal sealed class LocalQuotaLimiter : IQuotaLimiter
{
    private readonly QuotaRuleBook _rules;
    private readonly QuotaOptions _options;
    private readonly QuotaClock _clock;
    private readonly CounterTable _counters;
    private readonly ILogger<LocalQuotaLimiter> _logger;
    private readonly long _warningPause;
    private long _nextWarning;

    public LocalQuotaLimiter(QuotaRuleBook rules, IOptions<QuotaOptions> options, TimeProvider time, ILogger<LocalQuotaLimiter> logger)
    {
        _rules = rules;
        _options = options.Value;
        _clock = new QuotaClock(time);
        _counters = new CounterTable(_options, _clock, logger);
        _logger = logger;
        _warningPause = _clock.Units(TimeSpan.FromSeconds(10));
        _nextWarning = _clock.Now;
    }

    /// <summary>Counters held, for tests and diagnostics.</summary>
    internal int CounterCount => _counters.Count;

    /// <inheritdoc />
    public ValueTask<StepOutcome<IQuotaLease>> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(request.Cost);
        if (request.Class is { } name && !_rules.HasClass(request.Tenant, name))
        {
            return ValueTask.FromResult(StepOutcome.Deny<IQuotaLease>(QuotaDenials.NoSuchClass(request.Tenant, name)));
        }

        var rules = _rules.Match(request);
        return ValueTask.FromResult(rules.Length == 0
            ? StepOutcome.Continue<IQuotaLease>(NoQuotaLease.Instance)
            : Acquire(request, rules));
    }

    private StepOutcome<IQuotaLease> Acquire(in QuotaRequest request, AppliedRule[] rules)
    {
        var charges = new QuotaCharge[rules.Length];
        StepOutcome<IQuotaLease> outcome;
        do
        {
            for (var i = 0; i < rules.Length; i++)
            {
                var counter = _counters.Find(rules[i], request, out var room);
                if (counter is null)
                {
                    return DenyUncounted(request, rules[i], room);
                }

                charges[i] = new QuotaCharge { Rule = rules[i], Counter = counter };
            }
        }
        while (!TryDecide(request, charges, out outcome));

        return outcome;
    }

    /// <returns>False where nothing was decided: a counter was dropped, or a permit came back, between two looks.</returns>
    private bool TryDecide(in QuotaRequest request, QuotaCharge[] charges, out StepOutcome<IQuotaLease> outcome)
    {
        outcome = default;
        long now;
        RuleReading tightest = default;
        List<RuleReading>? exhausted = null;
        using (var set = ChargeSet.Enter(charges))
        {
            if (set.AnyEvicted())
            {
                return false;
            }

            // Read under the gates: time then never runs backwards for a counter.
            now = _clock.Now;
            if (set.AllHaveRoom(request.Cost, now))
            {
                tightest = set.Take(request.Cost, now);
            }
            else
            {
                exhausted = set.ReadExhausted(request.Cost, now);
                if (exhausted.Count == 0)
                {
                    return false;
                }
            }
        }

        _counters.SweepNowAndThen(now);
        outcome = exhausted is null
            ? StepOutcome.Continue<IQuotaLease>(new QuotaLease(charges, request.Cost, tightest, _clock))
            : StepOutcome.Deny<IQuotaLease>(QuotaDenials.Exhausted(request, exhausted, _clock));
        return true;
    }

    private StepOutcome<IQuotaLease> DenyUncounted(in QuotaRequest request, AppliedRule rule, CounterRoom room)
    {
        var problem = QuotaDenials.Problem(room, request.Tenant, _options);
        var due = Volatile.Read(ref _nextWarning);
        if (_clock.Now is var now && now >= due && Interlocked.CompareExchange(ref _nextWarning, now + _warningPause, due) == due)
        {
            Log.CountersExhausted(_logger, rule.Rule.Name, request.Tenant, problem);
        }

        return StepOutcome.Deny<IQuotaLease>(QuotaDenials.NotCountable(rule, problem));
    }
}
