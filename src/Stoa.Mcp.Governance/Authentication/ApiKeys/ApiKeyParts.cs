namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>A presented API key, split into what names it and what proves it. Prints as its id alone.</summary>
public sealed class ApiKeyParts
{
    /// <summary>Splits a key.</summary>
    /// <exception cref="ArgumentException">A part is empty.</exception>
    public ApiKeyParts(string keyId, string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        KeyId = keyId;
        Secret = secret;
    }

    /// <summary>The public id that the record is found by.</summary>
    public string KeyId { get; }

    /// <summary>The secret. Never logged, never handed to a store.</summary>
    public string Secret { get; }

    /// <inheritdoc />
    public override string ToString() => KeyId;
}
