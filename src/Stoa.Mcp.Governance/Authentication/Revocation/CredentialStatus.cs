using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>Whether the credential of a caller who was let in would still be let in. What cannot be told counts as ended.</summary>
internal sealed class CredentialStatus(IRevocationList revocations, IApiKeyStore apiKeys, TimeProvider clock, ILogger<CredentialStatus> logger)
{
    /// <summary>Longest wait for the key store.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public IRevocationList Revocations => revocations;

    /// <summary>Whether it has expired.</summary>
    public bool HasExpired(Caller caller) => caller.RefusedFrom <= clock.GetUtcNow();

    /// <summary>Whether it is revoked.</summary>
    public bool IsRevoked(Caller caller)
    {
        try
        {
            return revocations.IsRevoked(caller);
        }
#pragma warning disable CA1031 // Whatever a list throws, the credential counts as revoked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LookFailed(logger, exception.GetType().FullName!);
            return true;
        }
    }

    /// <summary>Whether an API key was removed, disabled or has expired since.</summary>
    public async Task<bool> HasKeyEndedAsync(string keyId)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            var record = await apiKeys.FindAsync(keyId, patience.Token).AsTask().WaitAsync(patience.Token);
            var now = clock.GetUtcNow();
            return record is null || record.DisabledAt <= now || record.ExpiresAt <= now;
        }
#pragma warning disable CA1031 // Whatever a store throws, the key counts as ended: calls by it are denied now as well.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LookFailed(logger, exception.GetType().FullName!);
            return true;
        }
    }
}
