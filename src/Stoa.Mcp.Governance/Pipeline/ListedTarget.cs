namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>One thing that a server lists: what it is to policies, and what a client is shown of it.</summary>
/// <param name="Target">What policies are asked about.</param>
/// <param name="Metadata">What is known of it.</param>
/// <param name="Shown">Its definition, as JSON.</param>
internal sealed record ListedTarget(GovernedTarget Target, TargetMetadata Metadata, ReadOnlyMemory<byte> Shown);
