using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Schemes;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Governance.Hosting;

/// <summary>Stops start-up where MCP would be served with a call forgotten, before the server listens.</summary>
internal sealed class GovernanceStartupCheck(GovernanceWiring wiring, CertificateAuthenticator certificates) : IStartupFilter
{
    private static readonly string[] WithoutCertificate = [.. CallerSchemes.Requirable.Except([CallerSchemes.Certificate])];

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

        if (!certificates.IsEnabled && endpoints.FirstOrDefault(NeedsCertificate) is { } endpoint)
        {
            throw new InvalidOperationException(
                $"The endpoint '{endpoint.DisplayName}' asks for 'mtls' by RequireCallerSchemes, and Stoa:Authentication:Certificates:Enabled is false: it would serve nothing but refusals.");
        }

        if (mcp is not null && !wiring.HasFilters)
        {
            throw new InvalidOperationException(
                $"The MCP endpoint '{mcp.DisplayName}' is mapped, and its server has no gate. Add .WithStoaGovernance() to services.AddMcpServer().");
        }
    };

    private static bool NeedsCertificate(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<CallerSchemesMetadata>()?.Requirement.IsMetBy(WithoutCertificate) == false;
}
