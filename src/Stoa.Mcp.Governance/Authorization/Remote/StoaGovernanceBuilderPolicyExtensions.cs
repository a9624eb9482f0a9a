using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Remote;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets a policy engine that runs elsewhere decide.</summary>
public static class StoaGovernanceBuilderPolicyExtensions
{
    /// <summary>Decides by a server that speaks OPA's REST Data API, as the section <c>Stoa:Policy:OpaServer</c> and then <paramref name="configure"/> say.</summary>
    /// <exception cref="InvalidOperationException">The host registered an <see cref="IPolicyEngine"/> of its own.</exception>
    public static StoaGovernanceBuilder UseOpaServer(this StoaGovernanceBuilder builder, Action<OpaServerOptions>? configure = null) =>
        Use(builder, nameof(UseOpaServer), options => Configure(options.OpaServer ??= new OpaServerOptions(), configure));

    /// <summary>Decides by a policy decision point that speaks AuthZEN 1.0, as the section <c>Stoa:Policy:AuthZen</c> and then <paramref name="configure"/> say.</summary>
    /// <exception cref="InvalidOperationException">The host registered an <see cref="IPolicyEngine"/> of its own.</exception>
    public static StoaGovernanceBuilder UseAuthZen(this StoaGovernanceBuilder builder, Action<AuthZenOptions>? configure = null) =>
        Use(builder, nameof(UseAuthZen), options => Configure(options.AuthZen ??= new AuthZenOptions(), configure));

    private static StoaGovernanceBuilder Use(StoaGovernanceBuilder builder, string call, Action<PolicyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(RegoPolicyEngine)))
        {
            throw new InvalidOperationException($"{call}() was called, and the host registered an IPolicyEngine of its own before AddStoaGovernance(), which decides; allowed: one of them.");
        }

        builder.Services.Configure(configure);
        return builder;
    }

    private static void Configure<T>(T options, Action<T>? configure) => configure?.Invoke(options);
}
