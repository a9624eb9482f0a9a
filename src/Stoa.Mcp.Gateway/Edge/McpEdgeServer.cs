using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>An MCP server behind an edge (resource <c>ToolSet</c>).</summary>
internal sealed class McpEdgeServer : EdgeServer
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private readonly ToolSetResource _declared;
    private readonly UpstreamCatalog _catalog;
    private readonly UpstreamDiscovery _discovery;

    public McpEdgeServer(ToolSetResource declared, UpstreamEndpoint endpoint, GatewayTelemetry telemetry, ILoggerFactory loggers, TimeProvider time, Action changed)
        : base(declared.Name, declared.Prefix)
    {
        _declared = declared;
        Endpoint = endpoint;
        _catalog = new UpstreamCatalog(declared.Metadata, allowUnlistedResources: false);
        Shared = new UpstreamConnection(endpoint, Options(endpoint.Transport), loggers);
        _discovery = new UpstreamDiscovery(Shared, _catalog, telemetry, time) { Asked = changed };
        Http = endpoint.Transport == ToolSetTransport.StreamableHttp ? new HttpUpstream(endpoint.Options, endpoint.Credential, telemetry, time) : null;
        _discovery.Start();
    }

    /// <summary>Where it is.</summary>
    public UpstreamEndpoint Endpoint { get; }

    /// <summary>Forwards messages as they are; null for transports that only the SDK's client speaks.</summary>
    public HttpUpstream? Http { get; }

    /// <summary>The gateway's own connection, for calls that need no session of their caller's.</summary>
    public UpstreamConnection Shared { get; }

    /// <summary>The revision it speaks with the gateway; null before it was first asked.</summary>
    public string? Version => _discovery.Version;

    /// <summary>Whether it speaks 2026-07-28, in which every request stands for itself.</summary>
    public bool IsModern => McpVersions.IsModern(Version);

    /// <inheritdoc />
    public override IEnumerable<(CatalogEntry Entry, string? Owner)> Entries => _catalog.Entries
        .Where(entry => entry.Target.Kind != GovernedTargetKind.Tool || _declared.Offers(entry.Target.Name))
        .Select(entry => (entry, _declared.Namespace));

    /// <inheritdoc />
    public override bool Serves(string tenant) => _declared.Namespace is null || _declared.Namespace == tenant;

    /// <inheritdoc />
    public override bool IsUp => _discovery.IsUp;

    /// <inheritdoc />
    public override ServerCapabilities? Capabilities => _discovery.Capabilities;

    /// <inheritdoc />
    public override string? Instructions => _discovery.Instructions;

    /// <summary>Asks for its lists again.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => _discovery.RefreshAsync(cancellationToken);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _discovery.DisposeAsync();
        Http?.Dispose();
    }

    // A command answers once it has started, which takes a loaded machine more than the 5 seconds that the SDK waits before it takes the
    // silence for an older revision.
    private static McpClientOptions Options(ToolSetTransport transport)
    {
        var options = new McpClientOptions { ClientInfo = GatewayIdentity.Implementation };
        if (transport == ToolSetTransport.Stdio)
        {
            options.DiscoverProbeTimeout = StartTime;
        }

        return options;
    }
}
