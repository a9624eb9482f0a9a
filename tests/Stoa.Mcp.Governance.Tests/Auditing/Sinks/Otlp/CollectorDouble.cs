using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks.Otlp;

/// <summary>An OpenTelemetry collector on this machine: keeps what it is sent and answers as it is told to.</summary>
internal sealed class CollectorDouble : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CollectorDouble(WebApplication app) => _app = app;

    /// <summary>What it answers; by default that it took everything.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => WriteAsync(http, 200, """{"partialSuccess":{}}""");

    public List<(IHeaderDictionary Headers, string Path, JsonElement Body)> Requests { get; } = [];

    public string Url => _app.Urls.Single();

    public IEnumerable<JsonElement> Records => Requests.SelectMany(request => request.Body.GetProperty("resourceLogs")[0]
        .GetProperty("scopeLogs")[0].GetProperty("logRecords").EnumerateArray());

    public static async Task<CollectorDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new CollectorDouble(builder.Build());
        collector._app.Run(collector.ServeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public static Task WriteAsync(HttpContext http, int status, string body, string type = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        var packed = http.Request.Headers.ContentEncoding == "gzip";
        await using var body = packed ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var document = await JsonDocument.ParseAsync(body);
        lock (Requests)
        {
            Requests.Add((new HeaderDictionary(http.Request.Headers.ToDictionary()), http.Request.Path, document.RootElement.Clone()));
        }

        await Answer(http);
    }
}
