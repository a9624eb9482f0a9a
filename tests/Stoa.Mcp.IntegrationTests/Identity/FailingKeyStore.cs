using System.Diagnostics.CodeAnalysis;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>A key store that can be made unreachable.</summary>
internal sealed class FailingKeyStore(IApiKeyStore inner) : IApiKeyStore
{
    public bool Fails { get; set; }

    public bool TryRead(string presented, [NotNullWhen(true)] out ApiKeyParts? parts) => inner.TryRead(presented, out parts);

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        Fails ? throw new TimeoutException() : inner.FindAsync(keyId, cancellationToken);
}
