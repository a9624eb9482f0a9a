using Microsoft.Extensions.Primitives;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Holds the declared tenants and grants.</summary>
public interface IResourceStore
{
    /// <summary>The last good state. Never null, read without a lock.</summary>
    ResourceSnapshot Current { get; }

    /// <summary>Fires once when <see cref="Current"/> is replaced; take a new token after that.</summary>
    IChangeToken GetChangeToken();
}
