using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.AspNetCore.Tests;

/// <summary>An MCP server on real Kestrel. The X-User header, where present, is the caller's <c>sub</c>.</summary>
internal sealed class McpApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private McpApp(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    /// <summary>Every message that reached a server, with its context as it was then.</summary>
    public ConcurrentQueue<(JsonRpcMessage Message, JsonRpcMessageContext? Context)> Received { get; } = new();

    /// <summary>Completes when the tool "wait" runs.</summary>
    public TaskCompletionSource WaitStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the tool "wait" is cancelled.</summary>
    public TaskCompletionSource WaitCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Wire Wire() => new(Url);

    public static async Task<McpApp> StartAsync(
        HttpServerSessionMode mode = HttpServerSessionMode.StatefulForInitializeClients,
        Action<HttpServerTransportOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        McpApp? self = null;
        builder.Services.AddSingleton(_ => self!);
        builder.Services.AddMcpServer()
            .WithHttpTransport(options =>
            {
                options.SessionMode = mode;
                configure?.Invoke(options);
            })
            .WithTools<Tools>()
            .WithMessageFilters(filters => filters.AddIncomingFilter(next => async (context, cancellationToken) =>
            {
                self!.Received.Enqueue((context.JsonRpcMessage, context.JsonRpcMessage.Context));
                await next(context, cancellationToken);
            }));

        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
            {
                http.User = new(new ClaimsIdentity([new("sub", user)], "Test"));
            }

            return next(http);
        });
        app.MapMcp();
        self = new(app);
        await app.StartAsync();
        return self;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    [McpServerToolType]
    internal sealed class Tools
    {
        [McpServerTool(Name = "echo")]
        public static string Echo(string text) => text;

        [McpServerTool(Name = "whoami")]
        public static string WhoAmI(RequestContext<CallToolRequestParams> call) => call.User?.FindFirst("sub")?.Value ?? "nobody";

        [McpServerTool(Name = "place")]
        public static string Place([McpHeader("Region")] string? region = null, [McpHeader("Shelf")] int? shelf = null) => $"{region}/{shelf}";

        [McpServerTool(Name = "wait")]
        public static async Task<string> Wait(McpApp app, CancellationToken cancellationToken)
        {
            using var cancelled = cancellationToken.Register(() => app.WaitCancelled.TrySetResult());
            app.WaitStarted.TrySetResult();
            await app.WaitCancelled.Task;
            return "";
        }

        [McpServerTool(Name = "needs-sampling")]
        public static string NeedsSampling() =>
            throw new ModelContextProtocol.MissingRequiredClientCapabilityException(new() { Sampling = new() }, "Sampling is needed.");
    }
}
