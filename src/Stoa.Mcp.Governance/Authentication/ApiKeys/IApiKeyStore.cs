using System.Diagnostics.CodeAnalysis;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>
/// Finds API keys by their public id. A store never sees a secret to compare: the comparison is made by the library, in constant
/// time, and with the same work for an id that the store does not know. An exception denies the call.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>
    /// Splits presented text into id and secret, or says that it is no key of this store's. Accepts the form of <see cref="ApiKey"/>
    /// unless overridden; a store with keys of another form overrides it. Text in the form of a JWT never gets here.
    /// </summary>
    bool TryRead(string presented, [NotNullWhen(true)] out ApiKeyParts? parts) => ApiKey.TryRead(presented, out parts);

    /// <summary>The record of a key, or null where the id is unknown. Asked on every call: cache here, if anywhere.</summary>
    ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken);
}
