namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What is known of targets before a server instance exists.</summary>
internal interface ITargetCatalog
{
    /// <summary>The target's metadata, or <see cref="TargetMetadata.None"/>.</summary>
    TargetMetadata Find(GovernedTarget target);
}
