using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Makes the servers behind an edge of what is declared.</summary>
internal sealed class EdgeServerFactory(
    IOptions<GatewayOptions> options, UpstreamCredentials credentials, RestTools rest, IResourceStore resources, GatewayTelemetry telemetry, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger<EdgeServers>();

    /// <summary>Tools over HTTP APIs (resource <c>Tool</c>), as one server.</summary>
    public RestEdgeServer Rest { get; } = new(rest, resources);

    /// <summary>The server of a set; null where the operator does not allow its command.</summary>
    public EdgeServer? Create(ToolSetResource declared, Action changed)
    {
        AllowedCommand? command = null;
        if (declared.Transport == ToolSetTransport.Stdio && !TryAllow(declared, out command))
        {
            return null;
        }

        var endpoint = new UpstreamEndpoint(declared.Transport, Limits(declared), command, credentials.Create(declared.Auth));
        return new McpEdgeServer(declared, endpoint, telemetry, loggers, time, changed);
    }

    private bool TryAllow(ToolSetResource declared, out AllowedCommand? command)
    {
        var allowed = options.Value.Commands.TryGetValue(declared.Command ?? "", out var known);
        command = allowed ? AllowedCommand.Of(known!) : null;
        if (!allowed)
        {
            Log.CommandRefused(_logger, declared.Name, declared.Command ?? "", declared.Source);
        }

        return allowed;
    }

    private UpstreamOptions Limits(ToolSetResource declared)
    {
        var limits = options.Value.Upstream.Clone();
        limits.Name = declared.Name;
        limits.Url = declared.Url?.AbsoluteUri;
        if (declared.TimeoutSeconds is { } seconds)
        {
            limits.Timeout = TimeSpan.FromSeconds(seconds);
            limits.TotalTimeout = limits.TotalTimeout < limits.Timeout ? limits.Timeout : limits.TotalTimeout;
        }

        return limits;
    }
}
