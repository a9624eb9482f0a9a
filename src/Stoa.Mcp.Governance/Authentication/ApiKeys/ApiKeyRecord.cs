namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>What a store knows of an API key: everything but its secret.</summary>
public sealed record ApiKeyRecord
{
    /// <summary>The public id.</summary>
    public required string KeyId { get; init; }

    /// <summary><see cref="ApiKey.HashSecret"/> of the secret: 32 bytes.</summary>
    public required ReadOnlyMemory<byte> SecretHash { get; init; }

    /// <summary>Who calls with this key. Several live keys may name one subject, so that a key can be replaced without an outage.</summary>
    public required string Subject { get; init; }

    /// <summary>The tenant it belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary>The agent that quotas count by. <value>null: the key's id</value></summary>
    public string? Agent { get; init; }

    /// <summary>The environment the agent runs in. <value>null: not said</value></summary>
    public string? Environment { get; init; }

    /// <summary>Granted scopes. <value>none</value></summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Roles. <value>none</value></summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>From when on it is refused. <value>null: never</value></summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was disabled; refused from then on. <value>null: it is not</value></summary>
    public DateTimeOffset? DisabledAt { get; init; }
}
