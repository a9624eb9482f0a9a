using System.Runtime;
using System.Runtime.InteropServices;

namespace Stoa.Mcp.LoadComparison.Report;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores; {System()}, Linux {Environment.OSVersion.Version}; {RuntimeInformation.FrameworkDescription}, "
        + $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC in every process";

    private static string Processor() => ValueIn("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string System() => ValueIn("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;

    private static string? ValueIn(string file, string key, char separator) => !File.Exists(file) ? null : File.ReadLines(file)
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(separator, StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault();
}
