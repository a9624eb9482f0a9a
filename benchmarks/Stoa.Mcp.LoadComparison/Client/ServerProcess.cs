using System.Diagnostics;
using System.Globalization;

namespace Stoa.Mcp.LoadComparison.Client;

/// <summary>A variant's process, seen from the driver.</summary>
internal sealed class ServerProcess : IServerUnderTest
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public Uri Endpoint { get; private set; } = null!;

    public long ResidentBytes => Gateway.ProcessMemory.ResidentBytes(_process.Id);

    /// <summary>Starts this program as a server.</summary>
    /// <param name="arguments">What it is to serve.</param>
    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return await StartAsync(start);
    }

    /// <summary>Starts a program that says its address on its first line, and answers every further line with what it has used.</summary>
    /// <param name="start">The program. Its input and output are redirected.</param>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start)
    {
        var server = new ServerProcess(Process.Start(start)!);
        server.Endpoint = new Uri(new Uri(await server.ReadLineAsync()), "/mcp");
        return server;
    }

    public async Task<Usage> UsageAsync()
    {
        await _process.StandardInput.WriteLineAsync("usage");
        var figures = (await ReadLineAsync()).Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new Usage(new TimeSpan(figures[0]), figures[1], new TimeSpan(figures[2]));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A server ended early; see its output above.");
}
