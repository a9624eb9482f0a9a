using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stoa.Rego.Benchmarks;

/// <summary>The CPU time of this thread, where the system tells it: what else runs on the machine counts less than in time on the wall.</summary>
internal static class ThreadTime
{
    private const int ThreadCpuClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    public static double Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && GetTime(ThreadCpuClock, out var time) == 0)
        {
            return (time.Seconds * 1e9) + time.Nanoseconds;
        }

        return Stopwatch.GetTimestamp() * 1e9 / Stopwatch.Frequency;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
