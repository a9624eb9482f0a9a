using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Checking;

/// <summary>What would run, in a few lines.</summary>
internal static class CheckSummary
{
    public static IEnumerable<string> Of(IServiceProvider services, SidecarConfiguration configuration)
    {
        var gateway = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var listeners = services.GetRequiredService<ListenerPlan>();
        var resources = services.GetRequiredService<IResourceStore>().Current;

        yield return $"configuration  {configuration.File ?? "environment alone"}";
        yield return $"mode           {gateway.Mode}, {gateway.Path}";
        yield return $"listens        {listeners.Main}{(listeners.Grpc is { } grpc ? $", {grpc} (HTTP/2)" : "")}";
        yield return $"management     {listeners.Management}";
        yield return $"upstream       {UpstreamsOf(services.GetRequiredService<IConfiguration>().GetSection("Stoa:Gateway"))}";
        yield return $"resources      {resources.Tenants.Count} tenants, {resources.Grants.Values.Sum(grants => grants.Count)} grants";
        yield return $"policy         revision {services.GetService<PolicyStore>()?.Revision ?? "of an engine elsewhere"}";
    }

    // The addresses, wherever upstreams have them; never what is sent along.
    private static string UpstreamsOf(IConfigurationSection gateway)
    {
        var urls = gateway.AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase) && pair.Key.Contains("Upstream", StringComparison.OrdinalIgnoreCase))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value!)
            .ToList();
        return urls.Count == 0 ? "none" : string.Join(", ", urls);
    }
}
