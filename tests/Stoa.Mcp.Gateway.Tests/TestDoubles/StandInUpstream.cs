using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>
/// An MCP server on the SDK, ungoverned, on real Kestrel, that keeps every request it gets. At its end it is searched for what clients
/// showed to the gateway.
/// </summary>
internal sealed class StandInUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);

    private StandInUpstream(WebApplicationBuilder builder, Action<IMcpServerBuilder, StandInUpstream> configure)
    {
        // One collection for all: the options are made anew for each request that has no session.
        builder.Services.Configure<McpServerOptions>(options => options.ToolCollection = Tools);
        configure(builder.Services.AddMcpServer(), this);
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            var seen = await SentOn.OfAsync(context);
            Requests.Add(seen);
            context.Request.Body = new MemoryStream(seen.Body, writable: false);
            await next(context);
        });
        _app.MapMcp("/mcp");
    }

    public Uri Url => new(new Uri(_app.Urls.Single()), "/mcp");

    /// <summary>Every request, those of the gateway itself included.</summary>
    public Recorded<SentOn> Requests { get; } = new();

    /// <summary>What tools that wait have told: <c>slow</c> tells its key when it begins, and <c>cancelled KEY</c>.</summary>
    public Recorded<string> Told { get; } = new();

    /// <summary>The tools; changing them is told to clients.</summary>
    public McpServerPrimitiveCollection<McpServerTool> Tools { get; } = [];

    /// <summary>The calls among the requests.</summary>
    public IReadOnlyList<SentOn> Calls => [.. Requests.All.Where(request => request.Operation == "tools/call")];

    public static Task<StandInUpstream> StartAsync(
        Action<IMcpServerBuilder>? configure = null, HttpServerSessionMode sessions = HttpServerSessionMode.StatefulForInitializeClients, int port = 0) =>
        StartAsync((mcp, upstream) =>
        {
            mcp.WithTools(upstream.DefaultTools());
            configure?.Invoke(mcp);
        }, sessions, port);

    /// <summary>One with these things alone.</summary>
    public static Task<StandInUpstream> StartBareAsync(
        Action<IMcpServerBuilder> configure, HttpServerSessionMode sessions = HttpServerSessionMode.StatefulForInitializeClients, int port = 0) =>
        StartAsync((mcp, _) => configure(mcp), sessions, port);

    /// <summary>Lets the tool that waits for this key go on.</summary>
    public void Release(string key) => Gate(key).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in _gates.Values)
        {
            gate.TrySetResult();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        ClientSecrets.AssertAbsent(Requests.All);
    }

    public static McpServerTool Tool(string name, Delegate? method = null, bool? readOnly = true, string? description = null) =>
        McpServerTool.Create(method ?? ((string? text) => $"{name} {text}"), new() { Name = name, ReadOnly = readOnly, Description = description });

    private static async Task<StandInUpstream> StartAsync(Action<IMcpServerBuilder, StandInUpstream> configure, HttpServerSessionMode sessions, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.Logging.ClearProviders();
        var upstream = new StandInUpstream(builder, (mcp, self) => configure(mcp.WithHttpTransport(options => options.SessionMode = sessions), self));
        await upstream._app.StartAsync();
        return upstream;
    }

    private TaskCompletionSource Gate(string key) => _gates.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private McpServerTool[] DefaultTools() =>
    [
        Tool("echo", (string text) => text),
        Tool("add", (int a, int b) => a + b),
        Tool("delete", (string text) => $"deleted {text}", readOnly: false),
        Tool("fail", string () => throw new InvalidOperationException("The tool fails.")),
        Tool("slow", SlowAsync),
        Tool("progress", ProgressAsync),
        Tool("elicit", ElicitAsync),
        Tool("sample", SampleAsync),
        Tool("ask", Ask),
    ];

    private async Task<string> SlowAsync(string key, CancellationToken cancellationToken)
    {
        Told.Add(key);
        try
        {
            await Gate(key).Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Told.Add($"cancelled {key}");
            throw;
        }

        return $"slow {key}";
    }

    private async Task<string> ProgressAsync(string key, RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        await request.Server.NotifyProgressAsync(request.Params!.ProgressToken!.Value, new() { Progress = 1, Message = "half" }, cancellationToken: cancellationToken);
        await Gate(key).Task.WaitAsync(cancellationToken);
        return $"done {key}";
    }

    private static async Task<string> ElicitAsync(string key, McpServer server, CancellationToken cancellationToken)
    {
        var answer = await server.ElicitAsync(new() { Message = $"Sure of {key}?", RequestedSchema = new() }, cancellationToken);
        return $"{key}: {answer.Action}";
    }

    private static async Task<string> SampleAsync(string key, McpServer server, CancellationToken cancellationToken)
    {
        var answer = await server.SampleAsync(
            new() { Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = key }] }], MaxTokens = 10 }, cancellationToken);
        return $"{key}: {(answer.Content[0] as TextContentBlock)?.Text}";
    }

    private static string Ask(string to, RequestContext<CallToolRequestParams> request) => request.Params!.RequestState is { } state
        ? $"state {state} for {to}"
        : throw new InputRequiredException(
            new Dictionary<string, InputRequest> { ["q"] = InputRequest.ForElicitation(new() { Message = "Sure?", RequestedSchema = new() }) }, "inner-state");
}
