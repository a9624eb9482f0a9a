using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>Answers <c>/metrics</c>.</summary>
internal sealed class MetricsEndpoint(PrometheusExporter exporter)
{
    public Task AnswerAsync(HttpContext context)
    {
        if (exporter.Scrape() is not { } text)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        context.Response.ContentType = PrometheusText.MediaType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
