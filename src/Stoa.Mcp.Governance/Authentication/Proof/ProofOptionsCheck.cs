using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>Checks how proofs are judged.</summary>
internal static class ProofOptionsCheck
{
    public static void Check(ProofOptions options, string path, OptionsErrors errors)
    {
        foreach (var (index, algorithm) in options.Algorithms.Index())
        {
            errors.Require(JwtAlgorithms.Supported.Contains(algorithm), $"{path}:Algorithms:{index}", algorithm,
                $"one of {string.Join(", ", JwtAlgorithms.Supported)}.");
        }

        errors.RequireRange(options.MaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), $"{path}:MaxAge");
        errors.RequireRange(options.ClockSkew, TimeSpan.Zero, TimeSpan.FromSeconds(60), $"{path}:ClockSkew");
        errors.RequireNumber(options.ReplayEntries, 1_000, 10_000_000, $"{path}:ReplayEntries");
        if (options.ReplayEntriesPerKey is { } share)
        {
            errors.RequireNumber(share, 1, options.ReplayEntries, $"{path}:ReplayEntriesPerKey");
        }

        errors.RequireRange(options.NonceLifetime, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), $"{path}:NonceLifetime");
        if (options.NonceKeyFile is not null && !ProofNonces.TryReadKey(options.NonceKeyFile, out _))
        {
            // What the file holds is a secret and stays out of the message.
            errors.Add($"{path}:NonceKeyFile", options.NonceKeyFile,
                $"a file with base64 of {ProofNonces.KeyBytes} bytes is needed. Make one with: openssl rand -base64 {ProofNonces.KeyBytes}");
        }
    }
}
