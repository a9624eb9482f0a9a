using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>When keys are read anew.</summary>
/// <param name="Interval">After how long known keys are read again, beside the call that notices.</param>
/// <param name="Cooldown">Shortest time between two reads, whatever tokens ask for. Bounds what a stranger's <c>kid</c> can cause.</param>
/// <param name="FailureCooldown">The same after a read that failed.</param>
/// <param name="MaxStale">How long keys that cannot be read again stay in use.</param>
internal sealed record KeyRefreshRules(TimeSpan Interval, TimeSpan Cooldown, TimeSpan FailureCooldown, TimeSpan MaxStale)
{
    /// <summary>Longest a read may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>One read a minute at most, two while they fail. A discovery document and its keys are one read.</summary>
    public static KeyRefreshRules ForHttp(JwtAuthenticationOptions options) =>
        new(options.KeyRefreshInterval, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), options.KeyMaxStale);

    public static KeyRefreshRules ForFile(JwtAuthenticationOptions options) =>
        new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), options.KeyMaxStale);
}
