using System.Globalization;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>What Linux says of a process.</summary>
internal static class ProcessMemory
{
    private const double TicksPerSecond = 100;

    /// <summary>Memory that it has in RAM.</summary>
    public static long ResidentBytes(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
        .FirstOrDefault();

    /// <summary>Processor time, user and system.</summary>
    public static double CpuSeconds(int pid)
    {
        var text = File.ReadAllText($"/proc/{pid}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
