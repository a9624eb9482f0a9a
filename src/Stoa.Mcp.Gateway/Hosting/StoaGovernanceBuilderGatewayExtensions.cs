using Stoa.Mcp.Gateway;
using Stoa.Mcp.Gateway.Authz;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the gateway to governance.</summary>
public static class StoaGovernanceBuilderGatewayExtensions
{
    /// <summary>
    /// Adds what <c>app.MapStoaGateway()</c> serves, as the section <c>Stoa:Gateway</c> and then <paramref name="configure"/> say.
    /// </summary>
    public static StoaGovernanceBuilder AddGateway(this StoaGovernanceBuilder builder, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.GetSection("Gateway");
        builder.Services.AddOptions<GatewayOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddAuthz(section.GetSection("Authz"));
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
