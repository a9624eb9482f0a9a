using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Hosting;

internal static class PipelineServices
{
    internal static IServiceCollection AddGovernancePipeline(this IServiceCollection services, IConfigurationSection root)
    {
        services.AddOptions<GovernanceOptions>().ValidateOnStart();
        services.TryAddSingleton(provider => new GovernanceOptionsSetup(
            root, provider.GetService<IHostEnvironment>(), provider.GetServices<FeatureSection>()));
        services.TryAddSingleton<IConfigureOptions<GovernanceOptions>>(provider => provider.GetRequiredService<GovernanceOptionsSetup>());
        services.TryAddSingleton<IValidateOptions<GovernanceOptions>>(provider => provider.GetRequiredService<GovernanceOptionsSetup>());
        services.TryAddSingleton<GovernanceTelemetry>();
        services.TryAddSingleton<PolicyStep>();
        services.TryAddSingleton<ClientHeldState>();
        services.TryAddSingleton<CallRecorder>();
        services.TryAddSingleton<GovernancePipeline>();
        services.TryAddSingleton<CallFactory>();
        return services;
    }

    internal static IServiceCollection AddMcpFilters(this IServiceCollection services, IConfigurationSection root)
    {
        services.AddOptions<ReplyOptions>()
            .Bind(root.GetSection("Replies"), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReplyOptions>, ReplyOptionsValidator>());
        services.AddOptions<ListOptions>()
            .Bind(root.GetSection("Lists"), binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate(lists => lists.MaxTimeToLive >= TimeSpan.Zero, "Stoa:Lists:MaxTimeToLive is negative; 0 or more is allowed.")
            .ValidateOnStart();

        services.TryAddSingleton<ITargetCatalog>(provider => new PrimitiveCatalog(provider.GetRequiredService<IOptions<McpServerOptions>>().Value));
        services.TryAddSingleton<SessionOwners>();
        services.TryAddSingleton<OwnReplies>();
        services.TryAddSingleton<GovernanceReplies>();
        services.TryAddSingleton<PipeCalls>();
        services.TryAddSingleton<TaskLedger>();
        services.TryAddSingleton<ListFilter>();
        services.TryAddSingleton<ListChanges>();
        services.TryAddSingleton<NotificationFilter>();
        services.TryAddSingleton<ServerDecision>();
        services.TryAddSingleton<ResultRules>();
        services.TryAddSingleton<GovernanceGate>();
        services.TryAddSingleton<ResultShaper>();
        services.TryAddSingleton<GovernanceFilters>();
        return services;
    }

    internal static IServiceCollection AddHttpEdge(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<HttpEdgeOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpEdgeOptions>, HttpEdgeOptionsValidator>());
        services.TryAddSingleton<GovernanceWiring>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, GovernanceStartupCheck>());

        services.TryAddSingleton<AddressRules>();
        services.TryAddSingleton<MessageEdge>();
        services.TryAddSingleton<HttpCalls>();
        services.TryAddSingleton<Challenges>();
        services.TryAddSingleton<ResourceMetadataDocument>();
        services.TryAddSingleton<UnsupportedMediaTypes>();
        services.TryAddSingleton<CredentialReader>();
        services.TryAddSingleton<HttpReplyWriter>();
        services.TryAddSingleton<Refusals>();
        services.TryAddSingleton<CredentialWatch>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CredentialWatch>(
            static provider => provider.GetRequiredService<CredentialWatch>()));
        return services;
    }
}
