namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

internal static class ConfiguredApiKeyExtensions
{
    /// <summary>The key as step 1 has it. Its hash was checked.</summary>
    public static ApiKeyRecord ToRecord(this ConfiguredApiKey key) => new()
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
