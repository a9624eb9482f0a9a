using System.Globalization;
using Stoa.Mcp.TrailBenchmarks;

if (TrailBenchmarkOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(TrailBenchmarkOptions.Usage);
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Directory.CreateDirectory(Path.Combine(options.Folder ?? Environment.CurrentDirectory, $"stoa-trail-benchmark-{Environment.ProcessId}")).FullName;
try
{
    var results = new List<RoundResult>();
    for (var round = 0; round <= options.Rounds; round++)
    {
        foreach (var callers in options.Callers)
        {
            // Interleaved, each round in another order: what disturbs the disk disturbs all. Round 0 is to warm up.
            foreach (var side in Sides.All.OrderBy(_ => Random.Shared.Next()))
            {
                var result = await side.RunAsync(folder, callers, options.Calls) with { Round = round };
                if (round > 0)
                {
                    results.Add(result);
                }
            }
        }

        await Console.Error.WriteLineAsync($"round {round} of {options.Rounds}");
    }

    var report = new TrailReport(options, results).Markdown();
    Console.WriteLine(report);
    if (options.Output is { } output)
    {
        await File.WriteAllTextAsync(Path.Combine(output, $"{DateTime.UtcNow:yyyy-MM-dd}-audit.md"), report);
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
