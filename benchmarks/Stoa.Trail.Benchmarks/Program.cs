using System.Diagnostics;
using System.Globalization;
using Stoa.Trail.Benchmarks;
using Stoa.Trail.Verifying;

// Writes a trail, and verifies it a few times: seconds, CPU seconds of the process, allocation. --folder keeps the trail.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Argument(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

var entries = int.Parse(Argument("--entries") ?? "1000000", CultureInfo.InvariantCulture);
var folder = Argument("--folder") ?? Directory.CreateTempSubdirectory("stoa-trail-").FullName;
Directory.CreateDirectory(folder);
if (Directory.GetFiles(folder).Length == 0)
{
    using var generator = new TrailGenerator(folder);
    Console.WriteLine($"{entries} entries, {generator.Write(entries) / 1e6:F0} MB in {Directory.GetFiles(folder).Length} segments");
}

for (var round = 0; round < 3; round++)
{
    var (watch, cpu, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
    var result = await TrailVerifier.VerifyAsync(folder);
    var (seconds, lines) = (watch.Elapsed.TotalSeconds, result.Chains.Sum(chain => chain.Lines));
    Console.WriteLine(
        $"{(result.IsIntact ? "intact" : result.Problem!.ToString())}: {lines} lines in {seconds:F2} s, CPU {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F2} s, "
        + $"{lines / seconds:F0} lines/s, allocated {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6:F1} MB, working set {Environment.WorkingSet / 1e6:F0} MB");
}

if (Argument("--folder") is null)
{
    Directory.Delete(folder, recursive: true);
}
