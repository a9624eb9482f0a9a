using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;

/// <summary>A key store that remembers what it was asked.</summary>
internal sealed class RecordingKeyStore(params ApiKeyRecord[] records) : IApiKeyStore
{
    public List<string> Asked { get; } = [];

    public ApiKeyRecord? Answer { get; init; }

    public Exception? Failure { get; init; }

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        Asked.Add(keyId);
        return Failure is null ? new(Answer ?? records.FirstOrDefault(record => record.KeyId == keyId)) : throw Failure;
    }
}
