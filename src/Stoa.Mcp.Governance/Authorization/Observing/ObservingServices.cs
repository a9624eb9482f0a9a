using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Registers what looks at decisions, where it is configured.</summary>
internal static class ObservingServices
{
    internal static IServiceCollection AddDecisionObservers(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyOptions>, ShadowPolicyOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyOptions>, DecisionLogOptionsValidator>());
        services.TryAddSingleton<DecisionObservers>();
        services.AddHostedService(static provider => provider.GetRequiredService<DecisionObservers>());
        return services;
    }

    /// <summary>The options of a policy store for the candidate.</summary>
    public static PolicyOptions Candidate(PolicyOptions options)
    {
        var shadow = options.Shadow!;
        var candidate = new PolicyOptions
        {
            Folder = shadow.Folder,
            Bundle = shadow.Bundle,
            BundleTokenFile = shadow.BundleTokenFile,
            Default = shadow.Default,
            Timeout = options.Timeout,
            MaxSteps = options.MaxSteps,
            MaxOutput = options.MaxOutput,
            MaxBundleBytes = options.MaxBundleBytes,
            PollInterval = options.PollInterval,
            ActionAsText = options.ActionAsText,
            Section = $"{options.Section}:Shadow",
        };
        foreach (var key in options.BundleKeys)
        {
            candidate.BundleKeys.Add(key);
        }

        return candidate;
    }

    /// <summary>The candidate of these options.</summary>
    public static ShadowPolicy Shadow(IServiceProvider provider, PolicyOptions options)
    {
        var candidate = Candidate(options);
        var time = provider.GetRequiredService<TimeProvider>();
        var store = new PolicyStore(candidate, PolicyOrigins.Of(candidate, Root(provider)), time, provider.GetRequiredService<ILogger<PolicyStore>>());
        var engine = new RegoPolicyEngine(provider.GetRequiredService<IResourceStore>(), store, Options.Create(candidate), time);
        return new ShadowPolicy(store, engine, provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<ILogger<ShadowPolicy>>());
    }

    /// <summary>The decision log of these options.</summary>
    public static DecisionLog Log(IServiceProvider provider, PolicyOptions options) => new(
        Path.GetFullPath(options.DecisionLog!.File!, Root(provider)),
        provider.GetRequiredService<IPolicyStore>(),
        options,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<DecisionLog>>());

    private static string Root(IServiceProvider provider) => ContentRoot.Of(provider);
}
