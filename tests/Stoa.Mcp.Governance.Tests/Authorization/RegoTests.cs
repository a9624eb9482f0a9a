using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>Runs the <c>test_</c> rules of a policy.</summary>
internal static class RegoTests
{
    /// <summary>The tests, and those that do not hold.</summary>
    public static (IReadOnlyList<string> All, IReadOnlyList<string> Failed) Run(RegoPolicy policy)
    {
        string[] tests =
        [
            .. policy.Rules.Where(rule => rule.Path[^1].StartsWith("test_", StringComparison.Ordinal)).Select(rule => "data." + string.Join('.', rule.Path)).Distinct(),
        ];
        return (tests, [.. tests.Where(test => !Holds(policy, test))]);
    }

    private static bool Holds(RegoPolicy policy, string test) => policy.Document(test).Evaluate() is RegoBoolean result && result == RegoBoolean.True;
}
