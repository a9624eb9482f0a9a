using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Gateway.Tests.Rest;

/// <summary>An HTTP API on this machine that keeps what it was sent and answers as it is told to.</summary>
internal sealed class ApiDouble : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiDouble(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = static http => JsonAsync(http, "{}");

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    public SeenRequest Last => Seen.Last();

    public string Url => _app.Urls.Single();

    public int Port => new Uri(Url).Port;

    public static async Task<ApiDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new ApiDouble(builder.Build());
        api._app.Run(api.ServeAsync);
        await api._app.StartAsync();
        return api;
    }

    public static Task JsonAsync(HttpContext http, string json, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }

    public static Func<HttpContext, Task> Json(string json, int status = 200) => http => JsonAsync(http, json, status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Seen.Enqueue(new SeenRequest(
            http.Request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync()));
        await Answer(http);
    }
}
