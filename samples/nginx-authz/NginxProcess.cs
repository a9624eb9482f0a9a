using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NginxAuthz;

/// <summary>nginx with nginx.conf, in a folder of its own and in the foreground.</summary>
internal sealed class NginxProcess(Process process, Func<string, ProcessStartInfo> command) : IAsyncDisposable
{
    public static async Task<NginxProcess> StartAsync(string path, string folder, Ports ports)
    {
        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "nginx.conf"));
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), configuration
            .Replace("127.0.0.1:8080", $"127.0.0.1:{ports.Nginx}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8081", $"127.0.0.1:{ports.Decisions}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8090", $"127.0.0.1:{ports.Server}", StringComparison.Ordinal));
        ProcessStartInfo Command(string last) =>
            new(path, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log"), .. last.Split(' ', 2)]);
        var nginx = new NginxProcess(Process.Start(Command("-g daemon off;"))!, Command);
        await nginx.ListensAsync(ports.Nginx);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var stop = Process.Start(command("-s stop"))!;
            await stop.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ListensAsync(int port)
    {
        while (!process.HasExited)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }

        throw new IOException("nginx did not start; error.log in its folder says why.");
    }
}
