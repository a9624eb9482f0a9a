using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>
/// A server that answers the handshake and the lists as a plain one does, and everything else as a test says: whatever HTTP can carry.
/// </summary>
internal sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedUpstream(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    public Uri Url => new(new Uri(_app.Urls.Single()), "/mcp");

    public Recorded<SentOn> Requests { get; } = new();

    /// <summary>The calls among the requests.</summary>
    public IReadOnlyList<SentOn> Calls => [.. Requests.All.Where(request => request.Operation == "tools/call")];

    /// <summary>What it says to everything that is not listed below. A result unless a test says otherwise.</summary>
    public Func<ScriptedCall, Task> Script { get; set; } = call => call.JsonAsync(call.Result());

    /// <summary>Where true, the script answers the handshake and the lists too.</summary>
    public Func<SentOn, bool> Overrides { get; set; } = _ => false;

    /// <summary>The newest revision that it speaks.</summary>
    public string Version { get; set; } = "2026-07-28";

    /// <summary>Its tools, as JSON.</summary>
    public List<string> Tools { get; } =
    [
        """{"name":"read","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}""",
        """{"name":"write","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":false,"destructiveHint":false}}""",
    ];

    public static async Task<ScriptedUpstream> StartAsync(Action<ScriptedUpstream>? configure = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.Logging.ClearProviders();
        var upstream = new ScriptedUpstream(builder.Build());
        configure?.Invoke(upstream);
        await upstream._app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        Secrets.AssertAbsent(Requests.All);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var seen = await SentOn.OfAsync(context);
        Requests.Add(seen);
        var call = new ScriptedCall(context, seen);
        try
        {
            await (Overrides(seen) ? Script(call) : PlainAsync(call));
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
            // The gateway gave up.
        }
    }

    private Task PlainAsync(ScriptedCall call)
    {
        var isModern = Version == "2026-07-28";
        return (call.Request.Method, Operation(call.Request)) switch
        {
            ("POST", "server/discover") when isModern => call.JsonAsync(call.Result(
                """{"supportedVersions":["2026-07-28","2025-11-25","2025-06-18"],"capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"scripted","version":"1"},"resultType":"complete","ttlMs":0,"cacheScope":"public"}""")),
            ("POST", "server/discover") => call.JsonAsync(call.Error("""{"code":-32601,"message":"Method not found"}"""), 400),
            ("POST", "initialize") => call.JsonAsync(call.Result(
                """{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"scripted","version":"1"}}""")),
            ("POST", "tools/list") => call.JsonAsync(call.Result(
                $$"""{"tools":[{{string.Join(',', Tools)}}],"resultType":"complete","ttlMs":60000,"cacheScope":"public"}""")),
            ("POST", "subscriptions/listen") => ListenAsync(call),
            ("POST", var method) when method?.StartsWith("notifications/", StringComparison.Ordinal) == true => Status(call, 202),
            ("GET", _) => Status(call, 405),
            _ => Script(call),
        };
    }

    private static string? Operation(SentOn request) => request.Body is [(byte)'{', ..] ? (string?)JsonNode.Parse(request.Body)?["method"] : null;

    private static async Task ListenAsync(ScriptedCall call)
    {
        await call.BeginEventsAsync();
        await call.EventAsync("""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{},"_meta":{"io.modelcontextprotocol/subscriptionId":ID}}}""".Replace("ID", call.Id, StringComparison.Ordinal));
        await call.HangAsync();
    }

    private static Task Status(ScriptedCall call, int status)
    {
        call.Context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
