using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>What a policy decides on: subject (caller, tenant), action (operation), resource (target), context.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Tenant">For whom.</param>
/// <param name="Operation">The MCP method.</param>
/// <param name="Target">What it addresses.</param>
/// <param name="Metadata">What the catalogue knows of the target.</param>
/// <param name="Server">The server's configured name.</param>
/// <param name="ServerEnvironment">The environment the server runs in.</param>
/// <param name="Transport">How the message arrived.</param>
/// <param name="Arguments">The arguments; <see cref="JsonValueKind.Undefined"/> where visibility is asked, which must not depend on them.</param>
/// <param name="Now">The time of the decision.</param>
public readonly record struct PolicyInput(
    Caller Caller,
    string Tenant,
    string Operation,
    GovernedTarget Target,
    TargetMetadata Metadata,
    string Server,
    string ServerEnvironment,
    TransportFacts Transport,
    JsonElement Arguments,
    DateTimeOffset Now)
{
    /// <summary>Id of the decision in records and logs, or empty. No policy sees it.</summary>
    public string DecisionId { get; init; } = "";
}
