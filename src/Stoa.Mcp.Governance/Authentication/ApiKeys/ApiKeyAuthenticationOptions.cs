namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>API keys held in configuration (<c>Stoa:Authentication:ApiKeys</c>). Edits take effect when the configuration reloads.</summary>
public sealed class ApiKeyAuthenticationOptions
{
    /// <summary>The keys: hashes, never the keys themselves.</summary>
    /// <value>none</value>
    public IList<ConfiguredApiKey> Keys { get; set; } = [];
}
