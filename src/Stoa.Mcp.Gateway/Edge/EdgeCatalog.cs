using System.Text.Json;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The catalogue of an edge: what its servers offer now.</summary>
internal sealed class EdgeCatalog : ITargetCatalog, IUpstreamStates
{
    private EdgeContent _content = new([]);

    /// <summary>What is offered now.</summary>
    public EdgeContent Content => Volatile.Read(ref _content);

    /// <inheritdoc />
    public IEnumerable<(string Name, bool IsUp)> Upstreams => Content.Servers.OfType<McpEdgeServer>().Select(server => (server.Name, server.IsUp));

    private EdgeView All => new(Content, tenant: null);

    /// <summary>What is offered to a tenant.</summary>
    public EdgeView For(string tenant) => new(Content, tenant);

    /// <summary>Replaces all that is offered.</summary>
    public void Replace(EdgeContent content) => Volatile.Write(ref _content, content);

    /// <inheritdoc />
    public TargetMetadata Find(GovernedTarget target) => All.Find(target);

    /// <inheritdoc />
    public bool IsComplete(GovernedCall call) => All.IsComplete(call);

    /// <inheritdoc />
    public JsonElement InputSchemaOf(GovernedTarget target) => All.InputSchemaOf(target);

    /// <inheritdoc />
    public IReadOnlyList<ListedTarget>? On(string notification) => All.On(notification);
}
