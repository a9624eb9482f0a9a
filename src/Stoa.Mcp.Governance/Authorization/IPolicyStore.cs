namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Holds the policy in force.</summary>
internal interface IPolicyStore
{
    /// <summary>The last good policy. Read without a lock.</summary>
    /// <exception cref="PolicyFault">None was loaded yet.</exception>
    CompiledPolicy Current { get; }
}
