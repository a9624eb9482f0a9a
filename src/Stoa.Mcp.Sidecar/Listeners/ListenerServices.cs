using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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

    public static void AddListeners(this WebApplicationBuilder builder, IConfigurationSection section)
    {
        var services = builder.Services;
        services.AddOptions<SidecarHostOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SidecarHostOptions>, SidecarHostOptionsValidator>();
        services.AddSingleton<ListenerPlan>();
        services.AddSingleton<CertificateFiles>();
        builder.WebHost.UseKestrelCore();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ListenerSetup>();
        BoundTheEnd(services);

        services.AddHostedService<Drain>();
        services.AddHostedService<ListeningNotice>();
        services.AddOptions<HostOptions>().Configure<IOptions<SidecarHostOptions>>((all, host) =>
            all.ShutdownTimeout = host.Value.DrainDelay + host.Value.ShutdownTimeout + RestOfTheEnd);
    }

    private static void BoundTheEnd(IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(kestrel);
        services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<BoundedServer>(
            provider, (IServer)ActivatorUtilities.CreateInstance(provider, kestrel.ImplementationType!)));
    }
}
