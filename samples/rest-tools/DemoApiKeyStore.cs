using System.Diagnostics.CodeAnalysis;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace RestTools;

/// <summary>
/// Keys that everybody can read in the README, for this sample and nowhere else. A real store keeps hashes of keys made by
/// <see cref="ApiKey.Create"/>; the form of those here is too weak for anything but a demonstration.
/// </summary>
internal sealed class DemoApiKeyStore : IApiKeyStore
{
    private static readonly Dictionary<string, ApiKeyRecord> Keys = new[]
    {
        Key("demo-acme", "acme"),
        Key("demo-acme-operator", "acme") with { Scopes = ["orders:cancel"] },
        Key("demo-globex", "globex"),
    }.ToDictionary(key => key.KeyId, StringComparer.Ordinal);

    public bool TryRead(string presented, [NotNullWhen(true)] out ApiKeyParts? parts)
    {
        parts = presented.StartsWith("demo-", StringComparison.Ordinal) ? new ApiKeyParts(presented, presented) : null;
        return parts is not null;
    }

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Keys.GetValueOrDefault(keyId));

    private static ApiKeyRecord Key(string text, string tenant) => new()
    {
        KeyId = text,
        SecretHash = ApiKey.HashSecret(text, text),
        Subject = text,
        Tenant = tenant,
    };
}
