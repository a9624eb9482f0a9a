using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>An operation of an HTTP API that is offered as a tool (<c>gostoa.dev/v1alpha1</c>, kind <c>Tool</c>).</summary>
public sealed record ToolResource
{
    /// <summary><c>metadata.name</c>: the name under which the tool is offered. No other resource has it, nor one that looks like it.</summary>
    public required string Name { get; init; }

    /// <summary><c>metadata.namespace</c>: the tenant it belongs to; null where every tenant may be granted it.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it does, for the model.</summary>
    public required string Description { get; init; }

    /// <summary>Address of the operation; its path may hold <c>{placeholders}</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>HTTP method: <c>GET</c>, <c>HEAD</c>, <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
    public required string Method { get; init; }

    /// <summary>JSON Schema of the arguments, an object.</summary>
    public required JsonElement InputSchema { get; init; }

    /// <summary>JSON Schema of the result, an object; undefined where none is declared.</summary>
    public JsonElement OutputSchema { get; init; }

    /// <summary>What is shown to the API. <value>nothing</value></summary>
    public UpstreamAuth Auth { get; init; } = UpstreamAuth.None;

    /// <summary>Limit of the calls of each tenant; null for none.</summary>
    public QuotaRule? RateLimit { get; init; }

    /// <summary>What a call may do to the world.</summary>
    public required ToolHints Hints { get; init; }

    /// <summary>How long the API may take; null for the gateway's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether it is offered at all. <value>true</value></summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Tags, for people.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Version of the tool, for people.</summary>
    public string? Version { get; init; }

    /// <summary>The tool namespace that grants name (<c>analytics</c>), or null.</summary>
    public string? ToolNamespace { get; init; }

    /// <summary>The environment whose data it touches, or null for any.</summary>
    public string? Environment { get; init; }

    /// <summary>Scopes a caller needs besides a grant, sorted by ordinal.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Charge of one call, in quota units. <value>1</value></summary>
    public int Cost { get; init; } = 1;

    /// <summary>Where arguments go. <value>to their default places</value></summary>
    public ToolMapping Mapping { get; init; } = ToolMapping.Default;

    /// <summary>Where it was read: <c>file:line</c>.</summary>
    public required string Source { get; init; }
}
