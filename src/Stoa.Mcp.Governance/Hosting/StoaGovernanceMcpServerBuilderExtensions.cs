using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts an MCP server behind governance.</summary>
public static class StoaGovernanceMcpServerBuilderExtensions
{
    /// <summary>
    /// Puts the gate in front of every handler of this server, on every transport. Over HTTP it works together with
    /// <c>app.UseStoaGovernance()</c>; over stdio and in memory the caller is the identity of <c>Stoa:Authentication:Local</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddStoaGovernance()</c> was not called before.</exception>
    public static IMcpServerBuilder WithStoaGovernance(this IMcpServerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(GovernancePipeline)))
        {
            throw new InvalidOperationException("WithStoaGovernance() needs builder.Services.AddStoaGovernance() before it.");
        }

        builder.Services.RemoveAll<GovernanceWiring>();
        builder.Services.AddSingleton(new GovernanceWiring { HasFilters = true });
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, GovernanceFilterSetup>());
        return builder;
    }
}
