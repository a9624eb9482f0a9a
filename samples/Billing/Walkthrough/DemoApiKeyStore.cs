using System.Diagnostics.CodeAnalysis;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Billing.Walkthrough;

/// <summary>The key <c>demo-x</c> is tenant x's: for this sample and nowhere else. Real keys are made by <see cref="ApiKey.Create"/>.</summary>
internal sealed class DemoApiKeyStore : IApiKeyStore
{
    private const string Prefix = "demo-";

    public bool TryRead(string presented, [NotNullWhen(true)] out ApiKeyParts? parts)
    {
        parts = presented.StartsWith(Prefix, StringComparison.Ordinal) ? new ApiKeyParts(presented, presented) : null;
        return parts is not null;
    }

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) => ValueTask.FromResult<ApiKeyRecord?>(new ApiKeyRecord
    {
        KeyId = keyId,
        SecretHash = ApiKey.HashSecret(keyId, keyId),
        Subject = keyId,
        Tenant = keyId[Prefix.Length..],
    });
}
