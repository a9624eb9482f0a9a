using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts the HTTP edge of governance into an application.</summary>
public static class StoaGovernanceApplicationBuilderExtensions
{
    /// <summary>
    /// Governs every MCP endpoint of the application, and serves its protected-resource metadata (RFC 9728). Call it after
    /// routing and the host's own authentication, before <c>MapMcp()</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddStoaGovernance()</c> was not called.</exception>
    public static IApplicationBuilder UseStoaGovernance(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var wiring = app.ApplicationServices.GetService<GovernanceWiring>()
            ?? throw new InvalidOperationException("UseStoaGovernance() needs builder.Services.AddStoaGovernance() before it.");
        wiring.HasMiddleware = true;
        return app.UseMiddleware<GovernanceMiddleware>();
    }
}
