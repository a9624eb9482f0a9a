using System.Collections.Concurrent;
using System.Diagnostics;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>A governed server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly string Assembly = FindAssembly();

    private readonly ConcurrentQueue<string> _log = new();
    private readonly System.Diagnostics.Process _process;

    private ServerProcess(System.Diagnostics.Process process) => _process = process;

    /// <summary>What it has logged.</summary>
    public string Log => string.Join('\n', _log);

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>From the start of the process until it takes calls.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <param name="folder">Its content root.</param>
    /// <param name="settings">Configuration, <c>Stoa:Audit:Durability=Buffered</c>.</param>
    /// <param name="under">A command that runs it: strace and its arguments.</param>
    public static async Task<ServerProcess> StartAsync(WorkFolder folder, IEnumerable<string>? settings = null, IEnumerable<string>? under = null)
    {
        string[] command = [.. under ?? [], "dotnet", Assembly, folder.Path];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1).Concat((settings ?? []).Select(setting => "--" + setting)))
        {
            start.ArgumentList.Add(argument);
        }

        var begun = Stopwatch.GetTimestamp();
        var server = new ServerProcess(System.Diagnostics.Process.Start(start)!);
        server._process.ErrorDataReceived += (_, line) => server._log.Enqueue(line.Data ?? "");
        server._process.BeginErrorReadLine();
        var line = await server._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(line is not null && line.StartsWith("ready ", StringComparison.Ordinal), $"The server did not start: {line}\n{server.Log}");
        server.StartTime = Stopwatch.GetElapsedTime(begun);
        server.Endpoint = new Uri(new Uri(line!["ready ".Length..]), "/mcp");
        return server;
    }

    /// <summary>Ends it as a power cut would, as far as a process can be: no handler runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Ends it as an orchestrator would.</summary>
    public async Task StopAsync()
    {
        await _process.StandardInput.WriteLineAsync("stop");
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    // Beside this test's own output, of the same configuration and framework.
    private static string FindAssembly()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.PathOf($"tests/Stoa.Mcp.DurableServer/bin/{here.Parent!.Name}/{here.Name}/Stoa.Mcp.DurableServer.dll");
    }
}
