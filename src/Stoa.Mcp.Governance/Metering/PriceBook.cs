using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>
/// Says what a tool call costs. Asked once, when the outcome is recorded: the trail holds the price, so that whoever adds up later gets
/// the same sum whatever the rules are by then.
/// </summary>
internal sealed class PriceBook(IOptions<MeteringOptions> options)
{
    private readonly (NamePattern Tool, NamePattern Tenant, PriceRuleOptions Rule)[] _rules =
        [.. options.Value.Prices.Select(rule => (new NamePattern(rule.Tool), new NamePattern(rule.Tenant), rule))];

    /// <summary>What a call that was admitted costs; null where no rule fits.</summary>
    public Price? PriceOf(GovernedCall call, CallCompletion completion) =>
        RuleFor(call) is { } rule ? new Price(rule.Tier, Microcents(rule, call, completion)) : null;

    private PriceRuleOptions? RuleFor(GovernedCall call)
    {
        if (_rules.Length > 0 && call is { Target.Kind: GovernedTargetKind.Tool, Tenant: { } tenant })
        {
            foreach (var (tool, tenants, rule) in _rules)
            {
                if (tool.Matches(call.Target.Name) && tenants.Matches(tenant))
                {
                    return rule;
                }
            }
        }

        return null;
    }

    /// <summary>Never above <see cref="long.MaxValue"/>.</summary>
    private static long Microcents(PriceRuleOptions rule, GovernedCall call, CallCompletion completion)
    {
        if (completion.Outcome == CallOutcome.RejectedByHost)
        {
            return 0;
        }

        var tokens = UsageEvent.TokensOf(call.Transport.RequestBytes, completion.ResponseBytes ?? 0);
        var units = call.RetryRound > 0 ? 0 : call.Metadata.Cost;
        var once = call.RetryRound > 0 ? 0 : rule.PerCall;
        var price = once + ((Int128)rule.PerUnit * units) + ((Int128)rule.PerToken * tokens);
        return (long)Int128.Min(price, long.MaxValue);
    }
}
