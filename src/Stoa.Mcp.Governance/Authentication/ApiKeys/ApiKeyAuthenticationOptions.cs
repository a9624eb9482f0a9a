namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>
/// API keys held in configuration and in a file (<c>Stoa:Authentication:ApiKeys</c>). Edits of either take effect when it is read again.
/// </summary>
public sealed class ApiKeyAuthenticationOptions
{
    /// <summary>The keys: hashes, never the keys themselves.</summary>
    /// <value>none</value>
    public IList<ConfiguredApiKey> Keys { get; set; } = [];

    /// <summary>
    /// A file with further keys, as <c>stoa key</c> writes it: JSON where its name ends in <c>.json</c>, else YAML. Read again when it changes. A key's
    /// id stands once in the file and <see cref="Keys"/> together.
    /// </summary>
    /// <value>unset</value>
    public string? File { get; set; }
}
