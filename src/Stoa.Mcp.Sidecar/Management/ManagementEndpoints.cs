using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Sidecar.Listeners;
using Stoa.Mcp.Sidecar.Telemetry.Prometheus;

namespace Stoa.Mcp.Sidecar.Management;

/// <summary>
/// All that the management listener serves: <c>/livez</c>, <c>/readyz</c>, <c>/metrics</c>. Ends every request of that listener, so that nothing
/// else is reachable through it; the main listener never comes here.
/// </summary>
internal sealed class ManagementEndpoints(Readiness readiness, IServiceProvider services, IOptions<SidecarHostOptions> host)
{
    private readonly MetricsEndpoint? _metrics = services.GetService<MetricsEndpoint>();

    public Task ServeAsync(HttpContext context)
    {
        var endpoint = EndpointOf(context.Request);
        if (endpoint is null || !IsAddressedHere(context.Request.Host.Host))
        {
            context.Response.StatusCode = endpoint is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "no-store";
        return endpoint(context);
    }

    private RequestDelegate? EndpointOf(HttpRequest request) => request.Path.Value switch
    {
        "/livez" => AliveAsync,
        "/readyz" => readiness.AnswerAsync,
        "/metrics" => _metrics is null ? null : _metrics.AnswerAsync,
        _ => null,
    };

    // The process answers: no more is claimed, or a broken disk would have every replica restarted.
    private static Task AliveAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("ok\n");
    }

    // A page in a browser can have any name resolve to this machine, an address it cannot make up.
    private bool IsAddressedHere(string name) =>
        IPAddress.TryParse(name.Trim('[', ']'), out _)
        || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Value.ManagementHosts.Contains(name, StringComparer.OrdinalIgnoreCase);
}
