using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>
/// Whether the keys are there that tokens are verified with. Unhealthy while an issuer's were never read: an instance that begins so would refuse
/// every caller while others serve them. Degraded where they have become stale since: no other instance would do better.
/// </summary>
internal sealed class SigningKeysHealthCheck(JwtAuthenticator authenticator) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>ready</c>.</summary>
    public const string Name = "stoa-signing-keys";

    /// <summary>How long a first read is waited for: less than probes wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reads = authenticator.Issuers.Select(async issuer => (issuer.Name, State: await issuer.Keys.LookAsync(Patience, cancellationToken)));
        var states = await Task.WhenAll(reads);
        if (Names(SigningKeyState.NeverRead) is { Length: > 0 } missing)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"Keys were not read yet of {missing}; see log event 2002.");
        }

        return Names(SigningKeyState.Stale) is { Length: > 0 } stale
            ? HealthCheckResult.Degraded($"Keys are stale and tokens are refused of {stale}; see log event 2002.")
            : HealthCheckResult.Healthy();

        string Names(SigningKeyState state) => string.Join(", ", states.Where(issuer => issuer.State == state).Select(issuer => issuer.Name));
    }
}
