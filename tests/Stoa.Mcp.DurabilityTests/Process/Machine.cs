using System.Diagnostics;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>What the machine can do.</summary>
internal static class Machine
{
    /// <summary>Why processes cannot be traced here, or null.</summary>
    public static string? NoStrace { get; } = !OperatingSystem.IsLinux() ? "strace is of Linux" : Run("strace", "-f", "-e", "trace=none", "true") ? null : "strace is not installed, or may not trace here";

    /// <summary>Why no file system can be mounted here, or null.</summary>
    public static string? NoMount { get; } = FindNoMount();

    /// <summary>Why Kafka's client cannot run here, or null.</summary>
    public static string? NoKafka { get; } = File.Exists(Repository.PathOf(".native/librdkafka.missing")) ? "left out: its native client is missing" : null;

    /// <summary>Whether a command ran to a good end.</summary>
    public static bool Run(params string[] command)
    {
        try
        {
            var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in command.Skip(1))
            {
                start.ArgumentList.Add(argument);
            }

            using var process = System.Diagnostics.Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string? FindNoMount()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "tmpfs is of Linux";
        }

        var folder = Directory.CreateTempSubdirectory("stoa-mount-").FullName;
        try
        {
            return Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder) && Run("umount", folder) ? null : "mounting needs root";
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}
