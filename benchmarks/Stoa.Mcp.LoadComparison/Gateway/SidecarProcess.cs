using System.Diagnostics;
using Stoa.Mcp.LoadComparison.Client;
using Stoa.Mcp.LoadComparison.Server;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>The published sidecar in front of the upstream, with the settings of the gateway that this program hosts itself.</summary>
internal sealed class SidecarProcess : IServerUnderTest
{
    private readonly Process _process;

    private SidecarProcess(Process process, int port)
    {
        _process = process;
        Endpoint = new Uri($"http://127.0.0.1:{port}/mcp");
    }

    public Uri Endpoint { get; }

    public long ResidentBytes => ProcessMemory.ResidentBytes(_process.Id);

    /// <param name="program">The published program.</param>
    /// <param name="folder">The folder of the comparison.</param>
    /// <param name="upstream">What it stands in front of.</param>
    public static async Task<SidecarProcess> StartAsync(string program, string folder, Uri upstream)
    {
        var port = Port.Free();
        var start = new ProcessStartInfo(program, ["--config", Path.Combine(folder, "stoa.yaml")]) { RedirectStandardOutput = true };
        await File.WriteAllTextAsync(start.ArgumentList[1], "{}");
        var settings = GovernedSettings.ForGateway(GatewayVariants.Sidecar, folder, upstream.AbsoluteUri).Concat(new Dictionary<string, string?>
        {
            ["Stoa:Host:Listen"] = $"http://127.0.0.1:{port}",
            ["Stoa:Host:Management"] = $"http://127.0.0.1:{Port.Free()}",
            ["Stoa:Host:LogLevel"] = "Error",
        });
        foreach (var (key, value) in settings)
        {
            start.Environment[string.Join("__", key.Split(':')[1..]).ToUpperInvariant().Insert(0, "STOA_")] = value;
        }

        var sidecar = new SidecarProcess(Process.Start(start)!, port);
        return await Port.OpensAsync(port) ? sidecar : throw new InvalidOperationException($"{program} did not start: {await sidecar._process.StandardOutput.ReadToEndAsync()}");
    }

    // Nothing is compiled while it runs, and it does not say what it allocates.
    public Task<Usage> UsageAsync() => Task.FromResult(new Usage(TimeSpan.FromSeconds(ProcessMemory.CpuSeconds(_process.Id)), 0, TimeSpan.Zero));

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
