using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>A real nginx, with the configuration of the sample, in front of an MCP server.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly Lazy<(string? Path, string Reason)> Found = new(Find);

    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private Nginx(Process process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Url = new Uri($"http://localhost:{port}/mcp");
    }

    /// <summary>Why there is none here, or null.</summary>
    public static string? Missing => Found.Value.Path is null ? Found.Value.Reason : null;

    public Uri Url { get; }

    /// <summary>What nginx has to say for itself.</summary>
    public string ErrorLog => File.ReadAllText(_folder["error.log"]);

    public static async Task<Nginx> StartAsync(Uri decisions, Uri upstream)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        var configuration = Repository.Read("samples/nginx-authz/nginx.conf")
            .Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8081", decisions.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8090", upstream.Authority, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder["nginx.conf"], configuration);
        var start = new ProcessStartInfo(Found.Value.Path!, ["-p", folder.Path, "-c", folder["nginx.conf"], "-e", folder["error.log"], "-g", "daemon off;"])
        {
            RedirectStandardError = true,
        };
        var nginx = new Nginx(Process.Start(start)!, folder, port);
        await nginx.ListensAsync(port);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        using (var quit = Process.Start(Found.Value.Path!, ["-p", _folder.Path, "-c", _folder["nginx.conf"], "-e", _folder["error.log"], "-s", "stop"]))
        {
            await quit.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    // A connection that is refused says that it does not listen yet; nginx offers nothing else to wait for.
    private async Task ListensAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(_process.HasExited, $"nginx did not start: {(_process.HasExited ? await _process.StandardError.ReadToEndAsync() : "")}");
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static (string? Path, string Reason) Find()
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("eng/nginx.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var script = Process.Start(start)!;
            var error = script.StandardError.ReadToEndAsync();
            var path = script.StandardOutput.ReadToEnd().Trim();
            script.WaitForExit();
            return script.ExitCode == 0 ? (path, "") : (null, error.Result.Trim());
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"bash cannot be run: {error.Message}"));
        }
    }
}
