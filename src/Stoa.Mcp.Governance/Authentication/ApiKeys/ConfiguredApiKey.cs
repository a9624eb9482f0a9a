namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>One API key as configuration holds it (<c>Stoa:Authentication:ApiKeys:Keys</c>).</summary>
public sealed class ConfiguredApiKey
{
    /// <summary>The public id: the 12 characters after <c>sk_</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>SHA-256 of the secret with the id (<see cref="ApiKey.HashSecret"/>), 64 hex digits.</summary>
    public string SecretHash { get; set; } = "";

    /// <summary>Who calls with this key. Several keys may name the same subject: that is how a key is rotated.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The tenant the key belongs to.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>The agent that quotas count by.</summary>
    /// <value>the key's <see cref="Id"/></value>
    public string? Agent { get; set; }

    /// <summary>The environment the agent runs in.</summary>
    /// <value>unset</value>
    public string? Environment { get; set; }

    /// <summary>Granted scopes.</summary>
    /// <value>none</value>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Roles.</summary>
    /// <value>none</value>
    public IList<string> Roles { get; set; } = [];

    /// <summary>From when on the key is refused.</summary>
    /// <value>unset: never</value>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the key was disabled; it is refused from then on.</summary>
    /// <value>unset: it is not</value>
    public DateTimeOffset? DisabledAt { get; set; }
}
