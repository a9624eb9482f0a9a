using System.Diagnostics;
using Stoa.Mcp.LoadComparison.Client;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>A server of the TypeScript SDK, which is no .NET: what most servers are that a gateway stands in front of.</summary>
internal static class NodeServer
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Gateway", "NodeServer");

    /// <summary>Installs the SDK where that has not been done, and starts the server.</summary>
    public static async Task<ServerProcess> StartAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            using var npm = Process.Start(Program("npm", "ci", "--no-audit", "--no-fund"))!;
            Console.Error.WriteLine((await npm.StandardOutput.ReadToEndAsync()).Trim());
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}; see its output above.");
            }
        }

        return await ServerProcess.StartAsync(Program("node", "server.mjs"));
    }

    private static ProcessStartInfo Program(string name, params string[] arguments) =>
        new(name, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
}
