using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Management;

/// <summary>Adds health and metrics, on a listener of their own.</summary>
internal static class ManagementServices
{
    public static void AddManagement(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<Readiness>();
        services.AddSingleton<ManagementEndpoints>();
    }

    /// <summary>Takes every request of the management listener out of the way of all that comes after it.</summary>
    public static void UseManagement(this IApplicationBuilder app)
    {
        var endpoints = app.ApplicationServices.GetRequiredService<ManagementEndpoints>();
        app.Use(next => context => ManagementConnection.Is(context) ? endpoints.ServeAsync(context) : next(context));
    }
}
