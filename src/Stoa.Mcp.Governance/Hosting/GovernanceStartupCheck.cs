using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Governance.Hosting;

/// <summary>Stops start-up where MCP would be served with a call forgotten, before the server listens.</summary>
internal sealed class GovernanceStartupCheck(GovernanceWiring wiring) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        var endpoints = app.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints ?? [];
        var mcp = endpoints.FirstOrDefault(McpEndpoints.IsMcp);
        if (mcp is not null && !wiring.HasMiddleware)
        {
            throw new InvalidOperationException(
                $"The MCP endpoint '{mcp.DisplayName}' is mapped, and app.UseStoaGovernance() was not called: it would serve nothing but refusals. Call app.UseStoaGovernance() before app.MapMcp().");
        }

        if (mcp is not null && !wiring.HasFilters)
        {
            throw new InvalidOperationException(
                $"The MCP endpoint '{mcp.DisplayName}' is mapped, and its server has no gate. Add .WithStoaGovernance() to services.AddMcpServer().");
        }
    };
}
