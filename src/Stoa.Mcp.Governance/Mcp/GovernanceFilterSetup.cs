using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Puts the gate before every other incoming filter and the shaper after every other outgoing one. Hosts build options anew for
/// each stateless request, so all that lasts lives in the gate and the shaper, not here.
/// </summary>
internal sealed class GovernanceFilterSetup(IServiceProvider services) : IPostConfigureOptions<McpServerOptions>
{
    // Resolved on first use: the gate's catalogue reads these very options.
    private readonly Lazy<GovernanceFilters> _filters = new(() => (GovernanceFilters)services.GetService(typeof(GovernanceFilters))!);

    public void PostConfigure(string? name, McpServerOptions options)
    {
        var connection = new Connection();
        options.Filters.Message.IncomingFilters.Insert(
            0, next => (context, cancellationToken) => _filters.Value.Gate.InvokeAsync(context, next, connection, cancellationToken));
        options.Filters.Message.OutgoingFilters.Add(
            next => (context, cancellationToken) => _filters.Value.Shaper.InvokeAsync(context, next, connection, cancellationToken));
    }
}
