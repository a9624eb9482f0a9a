using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Tools over HTTP APIs (resource <c>Tool</c>), which an edge offers beside those of its servers.</summary>
internal sealed class RestEdgeServer(RestTools tools, IResourceStore resources) : EdgeServer("rest", prefix: "")
{
    /// <inheritdoc />
    public override IEnumerable<(CatalogEntry Entry, string? Owner)> Entries => tools.Of(resources.Current).Select(tool =>
        (new CatalogEntry(new GovernedTarget(GovernedTargetKind.Tool, tool.Name), tool.Metadata, tool.InputSchema, tool.Definition), tool.Tenant));

    /// <inheritdoc />
    public override bool IsUp => true;

    /// <inheritdoc />
    public override ServerCapabilities? Capabilities => tools.Of(resources.Current).Count == 0 ? null : new ServerCapabilities { Tools = new() };

    /// <inheritdoc />
    public override bool Serves(string tenant) => true;

    /// <summary>The tool of a name; null where it has just gone.</summary>
    public RestTool? Find(string name) => tools.Of(resources.Current).FirstOrDefault(tool => tool.Name == name);

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => default;
}
