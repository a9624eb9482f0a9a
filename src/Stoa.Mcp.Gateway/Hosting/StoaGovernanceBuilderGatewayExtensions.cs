using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway;
using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.Gateway.Edge;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Shadow;
using Stoa.Mcp.Governance.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the gateway to governance.</summary>
public static class StoaGovernanceBuilderGatewayExtensions
{
    /// <summary>
    /// Adds what <c>app.MapStoaGateway()</c> serves, as the section <c>Stoa:Gateway</c> says. The mode is read when this is called: what
    /// a host has of governance depends on it.
    /// </summary>
    public static StoaGovernanceBuilder AddGateway(this StoaGovernanceBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.GetSection("Gateway");
        builder.Services.AddOptions<GatewayOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());

        // The endpoints of a gateway have a gate of their own.
        builder.Services.RemoveAll<GovernanceWiring>();
        builder.Services.AddSingleton(new GovernanceWiring { HasFilters = true });
        switch (GatewayModes.Of(section))
        {
            case GatewayMode.Proxy:
                builder.Services.AddProxy();
                break;
            case GatewayMode.Sidecar:
                builder.Services.AddAuthz(section.GetSection("Authz"));
                builder.Services.AddProxy(forwards: section["Upstream:Url"] is not null);
                break;
            case GatewayMode.Shadow:
                builder.Services.AddShadow();
                break;
            case GatewayMode.EdgeMcp:
                builder.Services.AddEdge(section);
                break;
        }

        return builder;
    }
}
