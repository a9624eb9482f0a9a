using System.Globalization;
using Stoa.Mcp.IdentityBenchmarks;

if (BenchmarkOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchmarkOptions.Usage);
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Directory.CreateTempSubdirectory("stoa-identity-benchmark-");
try
{
    using var credentials = new Credentials(folder.FullName);
    await using var sides = new Sides(credentials);
    var results = new List<RoundResult>();
    for (var round = 0; round <= options.Rounds; round++)
    {
        // Interleaved, each round in another order: what disturbs the machine disturbs all. Round 0 is to warm up.
        foreach (var side in sides.All.OrderBy(_ => Random.Shared.Next()))
        {
            var result = await Measurement.RunAsync(side, side.Share(options.Calls), round);
            if (round > 0)
            {
                results.Add(result);
            }
        }

        await Console.Error.WriteLineAsync($"round {round} of {options.Rounds}");
    }

    var report = new IdentityReport(options, sides.All, results).Markdown();
    Console.WriteLine(report);
    if (options.Output is { } output)
    {
        await File.WriteAllTextAsync(Path.Combine(output, $"{DateTime.UtcNow:yyyy-MM-dd}-identity.md"), report);
    }

    return 0;
}
finally
{
    folder.Delete(recursive: true);
}
