using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Cli.Keys;

/// <summary>Makes keys as a file holds them.</summary>
internal static class KeyMaker
{
    public static (string Text, ConfiguredApiKey Key) Make(string subject, string tenant)
    {
        var made = ApiKey.Create(subject, tenant);
        return (made.Text, new ConfiguredApiKey
        {
            Id = made.Record.KeyId,
            SecretHash = Convert.ToHexStringLower(made.Record.SecretHash.Span),
            Subject = subject,
            Tenant = tenant,
        });
    }
}
