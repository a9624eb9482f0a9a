using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>
/// The keys of <c>Stoa:Authentication:ApiKeys:Keys</c>. A reload swaps all of them at once; one that does not validate never
/// reaches the change callback, so the last good keys stay.
/// </summary>
internal sealed class ConfigurationApiKeyStore : IApiKeyStore, IDisposable
{
    private readonly IDisposable? _subscription;
    private volatile FrozenDictionary<string, ApiKeyRecord> _keys;

    public ConfigurationApiKeyStore(IOptionsMonitor<CallerAuthenticationOptions> options)
    {
        _keys = Read(options.CurrentValue);
        _subscription = options.OnChange(changed => _keys = Read(changed));
    }

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.GetValueOrDefault(keyId));

    public void Dispose() => _subscription?.Dispose();

    private static FrozenDictionary<string, ApiKeyRecord> Read(CallerAuthenticationOptions options) =>
        options.ApiKeys.Keys.Select(ToRecord).ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal);

    private static ApiKeyRecord ToRecord(ConfiguredApiKey key) => new()
    {
        KeyId = key.Id,
        SecretHash = Convert.FromHexString(key.SecretHash),
        Subject = key.Subject,
        Tenant = key.Tenant,
        Agent = key.Agent,
        Environment = key.Environment,
        Scopes = [.. key.Scopes],
        Roles = [.. key.Roles],
        ExpiresAt = key.ExpiresAt,
        DisabledAt = key.DisabledAt,
    };
}
