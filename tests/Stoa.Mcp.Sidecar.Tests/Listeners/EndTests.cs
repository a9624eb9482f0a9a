using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Listeners;

/// <summary>The end of the host: not ready first, then no longer listening, then requests under way, the trail last.</summary>
public sealed class EndTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Host_ThatEnds_IsNotReady_WhileItStillServes()
    {
        await using var host = await RunningHost.StartAsync(_folder, "host: { drainDelay: 00:01:00 }", app => app.MapGet("/mapped", () => "served"));
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var ready = await host.Client.GetAsync(host.Management("/readyz"));
        using var alive = await host.Client.GetAsync(host.Management("/livez"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.StartsWith("""{"status":"ending",""", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("served", await host.Client.GetStringAsync(host.Main("/mapped")));
    }

    [Fact]
    public async Task Request_UnderWay_IsFinished_AndNoneIsBegun()
    {
        await using var host = await RunningHost.StartAsync(_folder, map: MapSlow);
        var slow = host.Client.GetStringAsync(host.Main("/slow"));
        await _arrived.Task;

        var stopping = host.StopAsync();
        await RefusedAsync(host);
        Assert.False(stopping.IsCompleted);
        _release.SetResult();

        Assert.Equal("done", await slow);
        await stopping;
    }

    [Fact]
    public async Task Request_ThatDoesNotEnd_IsCutOff_AndTheTrailIsClosedAllTheSame()
    {
        await using var host = await RunningHost.StartAsync(_folder, "host: { shutdownTimeout: 00:00:00.050 }", MapSlow);
        var slow = host.Client.GetStringAsync(host.Main("/slow"));
        await _arrived.Task;

        await host.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => slow);

        // Nobody holds the trail any more.
        using var next = File.Open(_folder.PathOf("stoa-audit/audit.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private void MapSlow(WebApplication app) => app.MapGet("/slow", async (Microsoft.AspNetCore.Http.HttpContext context) =>
    {
        _arrived.SetResult();
        await _release.Task.WaitAsync(context.RequestAborted);
        return "done";
    });

    // The listener closes at some moment after the end was asked for: tried until it has.
    private static async Task RefusedAsync(RunningHost host)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, host.Main().Port, bound.Token);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }
}
