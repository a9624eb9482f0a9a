using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>The names of <see cref="QuotaAlgorithm"/> in configuration and messages.</summary>
internal static class QuotaAlgorithmNames
{
    public const string All = "token_bucket, sliding_window, fixed_window or concurrency";

    public static bool TryParse(string? text, out QuotaAlgorithm algorithm)
    {
        QuotaAlgorithm? found = text switch
        {
            "token_bucket" or "TokenBucket" or "tokenBucket" => QuotaAlgorithm.TokenBucket,
            "sliding_window" or "SlidingWindow" or "slidingWindow" => QuotaAlgorithm.SlidingWindow,
            "fixed_window" or "FixedWindow" or "fixedWindow" => QuotaAlgorithm.FixedWindow,
            "concurrency" or "Concurrency" => QuotaAlgorithm.Concurrency,
            _ => null,
        };
        algorithm = found.GetValueOrDefault();
        return found is not null;
    }

    public static string NameOf(QuotaAlgorithm algorithm) => algorithm switch
    {
        QuotaAlgorithm.TokenBucket => "token_bucket",
        QuotaAlgorithm.SlidingWindow => "sliding_window",
        QuotaAlgorithm.FixedWindow => "fixed_window",
        QuotaAlgorithm.Concurrency => "concurrency",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a quota algorithm."),
    };
}
