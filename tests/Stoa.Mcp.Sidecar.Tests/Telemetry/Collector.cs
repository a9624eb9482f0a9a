using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

/// <summary>Stands in for an OpenTelemetry collector: takes everything, and keeps it as text in which names can be found.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app)
    {
        _app = app;
    }

    public string Address => _app.Urls.Single();

    public ConcurrentQueue<(string Path, string Body, string? Key)> Received { get; } = new();

    public string Of(string path) => string.Concat(Received.Where(one => one.Path == path).Select(one => one.Body));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Received.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray()), context.Request.Headers["x-key"]));
    }
}
