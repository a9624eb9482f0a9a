using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>Makes the rule that a configured one stands for.</summary>
internal static class ConfiguredRule
{
    /// <exception cref="InvalidOperationException">The options did not pass <see cref="QuotaOptionsValidator"/>.</exception>
    public static QuotaRule Read(QuotaRuleOptions options) => new()
    {
        Name = options.Name ?? throw new InvalidOperationException("A quota rule has no name."),
        Tenant = new NamePattern(options.Tenant),
        Agent = new NamePattern(options.Agent),
        Tool = new NamePattern(options.Tool),
        Operation = new NamePattern(options.Operation),
        Class = options.Class,
        Algorithm = QuotaAlgorithmNames.TryParse(options.Algorithm, out var algorithm)
            ? algorithm
            : throw new InvalidOperationException($"Quota rule '{options.Name}' has no known algorithm."),
        Limit = options.Limit,
        Window = options.Window,
        Burst = options.Burst,
        PerAgent = options.PerAgent,
        PerTool = options.PerTool,
    };
}
