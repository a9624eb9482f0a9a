using System.Text.Json;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Schemas;
using Stoa.Mcp.Governance.Resources.Tools;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>An operation of an HTTP API as a tool: what is told of it, and all that a call of it needs.</summary>
internal sealed class RestTool
{
    /// <summary>The name under which it is offered.</summary>
    public required string Name { get; init; }

    /// <summary>The tenant it belongs to; null where every tenant may be granted it.</summary>
    public required string? Tenant { get; init; }

    /// <summary>Its MCP definition (<c>Tool</c>), UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Definition { get; init; }

    /// <summary>The input schema that the definition holds.</summary>
    public required JsonElement InputSchema { get; init; }

    /// <summary>What policies read of it.</summary>
    public required TargetMetadata Metadata { get; init; }

    /// <summary>The resource that declares it.</summary>
    internal required ToolResource Resource { get; init; }

    internal required EndpointTemplate Endpoint { get; init; }

    internal required ToolPlacement Placement { get; init; }

    internal required JsonSchema Input { get; init; }

    /// <summary>Null where no output schema is declared.</summary>
    internal required JsonSchema? Output { get; init; }

    /// <summary>Whether a request has a JSON object for a body even where no argument is left for it.</summary>
    internal required bool HasBody { get; init; }

    internal required IUpstreamCredential Credential { get; init; }
}
