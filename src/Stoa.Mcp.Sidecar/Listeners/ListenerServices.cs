using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>Adds Kestrel with the listeners, and an end in order.</summary>
internal static class ListenerServices
{
    /// <summary>Beyond the requests under way: what sinks have for what is left of the trail, and a little.</summary>
    private static readonly TimeSpan RestOfTheEnd = TimeSpan.FromSeconds(15);

    /// <param name="builder">The host under way.</param>
    /// <param name="section"><c>Stoa:Host</c>.</param>
    /// <param name="host">The same, bound and not yet validated: the host asks for its own options before it validates any.</param>
    public static void AddListeners(this WebApplicationBuilder builder, IConfigurationSection section, SidecarHostOptions host)
    {
        var services = builder.Services;
        services.AddOptions<SidecarHostOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SidecarHostOptions>, SidecarHostOptionsValidator>();
        services.AddSingleton<ListenerPlan>();
        services.AddSingleton<CertificateFiles>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.NoticeVanishedPeers();
        services.AddSingleton<ListenerSetup>();
        Wrap(services);

        services.AddHostedService<Drain>();
        services.AddHostedService<ListeningNotice>();
        services.Configure<HostOptions>(all => all.ShutdownTimeout = host.DrainDelay + host.ShutdownTimeout + RestOfTheEnd);
    }

    private static void Wrap(IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(kestrel);
        services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<SidecarServer>(
            provider, (IServer)ActivatorUtilities.CreateInstance(provider, kestrel.ImplementationType!)));
    }
}
