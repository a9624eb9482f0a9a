namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Where secrets are kept that the gateway shows to what lies behind it.</summary>
internal interface ISecretSource
{
    /// <summary>The secret as it is now, or null where there is none. Asked at each use, so that a rotated secret is the one that is shown.</summary>
    ValueTask<string?> FindAsync(string name, string key, CancellationToken cancellationToken);
}
