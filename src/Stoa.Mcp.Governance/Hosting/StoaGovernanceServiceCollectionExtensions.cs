using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks.Otlp;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Sealing;
using Stoa.Mcp.Governance.Tenancy;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds governance to a host.</summary>
public static class StoaGovernanceServiceCollectionExtensions
{
    /// <summary>Adds governance, configured by the section <c>Stoa</c> of the host's configuration.</summary>
    /// <exception cref="InvalidOperationException">The services hold no configuration: pass the section.</exception>
    public static StoaGovernanceBuilder AddStoaGovernance(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddStoaGovernance(HostConfiguration.Of(services).GetSection("Stoa"));
    }

    /// <summary>
    /// Adds governance: every step with its default, each of which a registration made before this call replaces
    /// (<c>ICallerAuthenticator</c>, <c>IApiKeyStore</c>, <c>ITenantResolver</c>, <c>IPolicyEngine</c>, <c>IQuotaLimiter</c>, <c>ITrailSink</c>).
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section that holds the keys of <c>docs/configuration.md</c>. An unknown key stops start-up.</param>
    public static StoaGovernanceBuilder AddStoaGovernance(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);

        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddGovernancePipeline(section)
            .AddMessages(section.GetSection("Messages"))
            .AddCallerAuthentication(section.GetSection("Authentication"))
            .AddTenancy(section.GetSection("Tenancy"))
            .AddResources(section.GetSection("Resources"))
            .AddAuthorization(section.GetSection("Policy"), section.GetSection("Authorization"))
            .AddQuotas(section.GetSection("Quotas"))
            .AddAuditing(section.GetSection("Audit"))
            .AddOtlpSettings(section.GetSection("Otlp"))
            .AddAnomalies(section.GetSection("Anomalies"))
            .AddMetering(section.GetSection("Metering"))
            .AddSealing(section.GetSection("Sealing"))
            .AddMcpFilters(section)
            .AddHttpEdge(section.GetSection("Http"));
        return new StoaGovernanceBuilder(services, section);
    }
}
