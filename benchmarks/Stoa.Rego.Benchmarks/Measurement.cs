using System.Diagnostics;

namespace Stoa.Rego.Benchmarks;

/// <summary>One thing that is measured: its time and allocation for one operation, over rounds.</summary>
internal sealed class Measurement(string name, Func<object?> operation)
{
    private readonly List<double> _nanoseconds = [];
    private int _count = 1;

    public string Name => name;

    public double Median => Sorted[Sorted.Length / 2];

    public double Least => Sorted[0];

    public double Most => Sorted[^1];

    public double Bytes { get; private set; }

    private double[] Sorted => [.. _nanoseconds.Order()];

    /// <summary>Runs until compiling has settled, and finds how many operations take about 50 ms.</summary>
    public void WarmUp()
    {
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 600;)
        {
            operation();
        }

        var once = Time(64) / 64;
        _count = (int)Math.Clamp(50_000_000 / Math.Max(once, 1), 1, 5_000_000);
    }

    public void Round()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _nanoseconds.Add(Time(_count) / _count);
        Bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / _count;
    }

    private double Time(int count)
    {
        var start = ThreadTime.Nanoseconds();
        for (var i = 0; i < count; i++)
        {
            operation();
        }

        return ThreadTime.Nanoseconds() - start;
    }
}
