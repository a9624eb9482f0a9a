using System.Diagnostics;
using System.Globalization;

namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>A program of this solution in a process of its own: commands in, one line of answer each.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private Child(Process process) => _process = process;

    public static Child Start(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(PathOf(project));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                Console.Error.WriteLine($"[{project}] {text}");
            }
        };
        process.BeginErrorReadLine();
        return new Child(process);
    }

    public async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The process has ended.");

    public void Say(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    public Task<string> AskAsync(string command)
    {
        Say(command);
        return ReadAsync();
    }

    /// <summary>Sends a signal: STOP, CONT, KILL.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Lets it end by itself, at the end of its input.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    // The same configuration and framework as these tests, built with them.
    private static string PathOf(string project)
    {
        const string Mine = "Stoa.Mcp.Governance.Kafka.Tests";
        var folder = AppContext.BaseDirectory.Replace($"{Path.DirectorySeparatorChar}{Mine}{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}{project}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        return Path.Combine(folder, project + ".dll");
    }
}
