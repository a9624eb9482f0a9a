using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.Sidecar.Tests.EndToEnd;

/// <summary>An MCP server that knows nothing of governance, with a tool that ends when it is told to.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _begun = new(0);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Upstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMcpServer().WithHttpTransport(http => http.Stateless = true).WithTools(
        [
            Tool("report-fast", () => "fast"),
            Tool("report-slow", SlowAsync),
            Tool("secret", () => "secret"),
        ]);
        _app = builder.Build();
        _app.MapMcp("/mcp");
    }

    public string Url => _app.Urls.Single() + "/mcp";

    public static async Task<Upstream> StartAsync()
    {
        var upstream = new Upstream();
        await upstream._app.StartAsync();
        return upstream;
    }

    /// <summary>Ends when the slow tool has begun.</summary>
    public async Task SlowHasBegunAsync() => Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(60)), "The slow tool was not called.");

    public void ReleaseSlow() => _release.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        ReleaseSlow();
        await _app.DisposeAsync();
        _begun.Dispose();
    }

    private static McpServerTool Tool(string name, Delegate method) => McpServerTool.Create(method, new McpServerToolCreateOptions { Name = name, ReadOnly = true });

    private async Task<string> SlowAsync()
    {
        _begun.Release();
        await _release.Task;
        return "slow and done";
    }
}
