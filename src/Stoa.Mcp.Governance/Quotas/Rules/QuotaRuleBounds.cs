using System.Globalization;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>What the numbers of a rule may be. Asked for configured rules at start, and for those of tenants and grants before they count.</summary>
internal static class QuotaRuleBounds
{
    /// <summary>Beyond this, a token bucket's fractions of a unit would be lost to rounding.</summary>
    public const long MaxUnits = 1_000_000_000_000;

    private static readonly TimeSpan MinWindow = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(366);

    /// <summary>Everything that is wrong: the key within the rule, the value found, and what is allowed.</summary>
    public static IEnumerable<(string Key, string Problem)> Check(QuotaAlgorithm algorithm, long limit, TimeSpan window, long? burst)
    {
        var concurrent = algorithm == QuotaAlgorithm.Concurrency;
        var most = concurrent ? int.MaxValue : MaxUnits;
        if (limit < 1 || limit > most)
        {
            yield return ("Limit", $"is {Text(limit)}; allowed is 1 to {Text(most)}.");
        }

        if (!concurrent && (window < MinWindow || window > MaxWindow))
        {
            yield return ("Window", $"is {window}; allowed is {MinWindow} (1 ms) to {MaxWindow} (366 days).");
        }

        if (burst is { } saved && algorithm != QuotaAlgorithm.TokenBucket)
        {
            yield return ("Burst", $"is {Text(saved)}; only token_bucket has a burst, and this rule is {QuotaAlgorithmNames.NameOf(algorithm)}.");
        }
        else if (burst is < 1 or > MaxUnits)
        {
            yield return ("Burst", $"is {Text(burst.Value)}; allowed is 1 to {Text(MaxUnits)}.");
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
