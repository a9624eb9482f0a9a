using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>A server over HTTP with SSE, as MCP 2024-11-05 has it: a stream, and an address that it names for messages.</summary>
internal sealed class LegacySseUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly McpServerTool[] _tools;
    private readonly ConcurrentDictionary<string, SseResponseStreamTransport> _streams = new(StringComparer.Ordinal);

    private LegacySseUpstream(WebApplication app, McpServerTool[] tools)
    {
        _app = app;
        _tools = tools;
        app.MapGet("/sse", StreamAsync);
        app.MapPost("/message", MessageAsync);
    }

    public Uri Url => new(new Uri(_app.Urls.Single()), "/sse");

    public static async Task<LegacySseUpstream> StartAsync(params McpServerTool[] tools)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var upstream = new LegacySseUpstream(builder.Build(), tools);
        await upstream._app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private async Task StreamAsync(HttpContext context)
    {
        var id = Guid.NewGuid().ToString("N");
        context.Response.ContentType = "text/event-stream";
        await using var transport = new SseResponseStreamTransport(context.Response.Body, $"/message?session={id}", id);
        _streams[id] = transport;
        try
        {
            var running = transport.RunAsync(context.RequestAborted);
            var options = new McpServerOptions { ToolCollection = [.. _tools] };
            await using var server = McpServer.Create(transport, options);
            await server.RunAsync(context.RequestAborted);
            await running;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The gateway has left.
        }
        finally
        {
            _streams.TryRemove(id, out _);
        }
    }

    private async Task MessageAsync(HttpContext context)
    {
        var message = await JsonSerializer.DeserializeAsync(context.Request.Body, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)), context.RequestAborted);
        if (_streams.TryGetValue(context.Request.Query["session"].ToString(), out var transport))
        {
            await transport.OnMessageReceivedAsync((JsonRpcMessage)message!, context.RequestAborted);
            context.Response.StatusCode = 202;
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }
}
