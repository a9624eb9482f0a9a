using System.Text.Json;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>What an edge offers to one tenant: servers of other tenants are not there.</summary>
/// <param name="content">All that is offered.</param>
/// <param name="tenant">The tenant; null before it is known, when nothing is left out, and policies and the gate decide later.</param>
internal sealed class EdgeView(EdgeContent content, string? tenant) : ITargetCatalog
{
    /// <summary>What is listed: servers that are down are left out.</summary>
    public IEnumerable<EdgeEntry> Listed => content.Entries.Where(entry => entry.Server.IsUp && IsTenants(entry));

    /// <summary>The servers of the tenant.</summary>
    public IEnumerable<EdgeServer> Servers => content.Servers.Where(server => tenant is not null && server.Serves(tenant));

    /// <summary>What a name stands for, or null.</summary>
    public EdgeEntry? Entry(GovernedTarget target) => content.Find(target) is { } entry && IsTenants(entry) ? entry : null;

    /// <inheritdoc />
    public TargetMetadata Find(GovernedTarget target) => Entry(target)?.Own.Metadata ?? TargetMetadata.None;

    /// <inheritdoc />
    public bool IsComplete(GovernedCall call) => call.Target.Kind
        is GovernedTargetKind.Tool or GovernedTargetKind.Prompt or GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;

    /// <inheritdoc />
    public JsonElement InputSchemaOf(GovernedTarget target) => Entry(target)?.Own.InputSchema ?? default;

    /// <inheritdoc />
    public IReadOnlyList<ListedTarget>? On(string notification) =>
        [.. Listed.Where(entry => UpstreamCatalog.IsOn(notification, entry.Exposed.Kind)).Select(entry => new ListedTarget(entry.Exposed, entry.Own.Metadata, entry.Shown))];

    private bool IsTenants(EdgeEntry entry) => tenant is null || entry.Owner is null || entry.Owner == tenant;
}
