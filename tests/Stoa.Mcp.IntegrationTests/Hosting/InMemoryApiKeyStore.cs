using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>Keys whose text begins with their id, so that a test reads well: <c>acme</c>, or <c>acme~secret</c>, is the key of the caller <c>acme</c>.</summary>
internal sealed class InMemoryApiKeyStore : IApiKeyStore
{
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _keys = new(StringComparer.Ordinal);

    /// <summary>Adds a key of this text, or puts another record in its place.</summary>
    public void Put(string key, string tenant, Func<ApiKeyRecord, ApiKeyRecord>? configure = null)
    {
        var record = new ApiKeyRecord { KeyId = key, SecretHash = ApiKey.HashSecret(key, key), Subject = key, Tenant = tenant };
        _keys[key] = configure?.Invoke(record) ?? record;
    }

    public bool TryRead(string presented, [NotNullWhen(true)] out ApiKeyParts? parts)
    {
        // Tests send more than the id: what no record may hold.
        var id = presented.Split('~')[0];
        parts = id.Length > 0 ? new ApiKeyParts(id, id) : null;
        return parts is not null;
    }

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.GetValueOrDefault(keyId));
}
