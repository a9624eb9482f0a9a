using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Stoa.Mcp.Sidecar.Management;

/// <summary>
/// Whether calls can be served: every health check tagged <c>ready</c> holds, and the host is not ending. Checks of sinks and upstreams are shown too and decide
/// nothing: the trail keeps what sinks have not taken, and the gateway answers for an upstream. Names and states alone; what is wrong is in the log.
/// </summary>
internal sealed class Readiness(HealthCheckService checks, IHostApplicationLifetime lifetime)
{
    private static readonly string[] Shown = ["ready", "sinks", "upstreams"];

    public async Task AnswerAsync(HttpContext context)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Overlaps(Shown), context.RequestAborted);
        var ending = lifetime.ApplicationStopping.IsCancellationRequested;
        var ready = !ending && report.Entries.Values.All(entry => entry.Status != HealthStatus.Unhealthy || !entry.Tags.Contains("ready"));

        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Describe(ready ? "ready" : ending ? "ending" : "not ready", report), context.RequestAborted);
    }

    private static byte[] Describe(string status, HealthReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("status", status);
            json.WriteStartObject("checks");
            foreach (var (name, entry) in report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, entry.Status.ToString().ToLowerInvariant());
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
