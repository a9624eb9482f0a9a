using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>
/// A rule as it holds for one tenant. Two are equal when they count the same thing: same origin, name and parameters. So an unchanged
/// rule goes on with its counts after a reload, though it may stand on another line; a changed one starts anew.
/// </summary>
internal sealed class AppliedRule : IEquatable<AppliedRule>
{
    private readonly string _origin;
    private readonly int _hash;

    /// <param name="rule">The rule.</param>
    /// <param name="origin">What declares it, stable over reloads.</param>
    /// <param name="setting">Where an operator changes it.</param>
    /// <exception cref="InvalidOperationException">The rule's numbers are out of bounds; the message names <paramref name="setting"/>.</exception>
    public AppliedRule(QuotaRule rule, string origin, string setting)
    {
        var problems = QuotaRuleBounds.Check(rule.Algorithm, rule.Limit, rule.Window, rule.Burst).Select(p => $"{p.Key} {p.Problem}").ToArray();
        if (problems.Length > 0)
        {
            throw new InvalidOperationException($"Quota rule '{rule.Name}' cannot count: {string.Join(' ', problems)} Set by {setting}.");
        }

        Rule = rule;
        Setting = setting;
        _origin = origin;
        _hash = HashCode.Combine(rule, origin);
    }

    public QuotaRule Rule { get; }

    public string Setting { get; }

    public bool Matches(string agent, string operation, string tool, string? callClass) =>
        (Rule.Class is null || Rule.Class == callClass) && Rule.Operation.Matches(operation) && Rule.Tool.Matches(tool) && Rule.Agent.Matches(agent);

    public bool Equals(AppliedRule? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _origin == other._origin && Rule == other.Rule);

    public override bool Equals(object? obj) => Equals(obj as AppliedRule);

    public override int GetHashCode() => _hash;
}
