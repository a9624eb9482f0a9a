using System.Diagnostics;
using System.Globalization;
using Stoa.Mcp.LoadComparison.Client;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>nginx in front of the upstream, with connections kept open on both sides and nothing buffered.</summary>
internal sealed class NginxProcess : IServerUnderTest
{
    private readonly Process _process;

    private NginxProcess(Process process, int port)
    {
        _process = process;
        Endpoint = new Uri($"http://127.0.0.1:{port}/mcp");
    }

    public Uri Endpoint { get; }

    public long ResidentBytes => Workers().Append(_process.Id).Sum(ProcessMemory.ResidentBytes);

    public static async Task<NginxProcess> StartAsync(string folder, Uri upstream)
    {
        var port = Port.Free();
        var own = Directory.CreateDirectory(Path.Combine(folder, GatewayVariants.Nginx)).FullName;
        var configuration = Path.Combine(own, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            worker_processes 2; pid {{own}}/pid; error_log {{own}}/error.log; daemon off;
            events { worker_connections 4096; }
            http {
              access_log off; client_body_temp_path {{own}}; proxy_temp_path {{own}}; fastcgi_temp_path {{own}}; uwsgi_temp_path {{own}}; scgi_temp_path {{own}};
              keepalive_requests 1000000000;
              upstream mcp { server {{upstream.Host}}:{{upstream.Port}}; keepalive 256; keepalive_requests 1000000000; }
              server { listen 127.0.0.1:{{port}} reuseport; location /mcp { proxy_pass http://mcp; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
            }
            """);
        var nginx = new NginxProcess(Process.Start(new ProcessStartInfo("nginx", ["-c", configuration, "-p", own]) { RedirectStandardError = true })!, port);
        return await Port.OpensAsync(port) ? nginx : throw new InvalidOperationException($"nginx did not start: {await nginx._process.StandardError.ReadToEndAsync()}");
    }

    public Task<Usage> UsageAsync() => Task.FromResult(new Usage(
        TimeSpan.FromSeconds(Workers().Sum(ProcessMemory.CpuSeconds)), 0, TimeSpan.Zero));

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private IEnumerable<int> Workers() => File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture));
}
