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

    /// <summary>The rule for a call, or null.</summary>
    public PriceRuleOptions? RuleFor(GovernedCall call)
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

    /// <summary>What a call that was admitted costs, in microcents; never above <see cref="long.MaxValue"/>.</summary>
    public static long PriceOf(PriceRuleOptions rule, GovernedCall call, CallCompletion completion)
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
